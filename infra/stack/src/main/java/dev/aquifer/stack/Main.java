package dev.aquifer.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The commands of `./aquifer` that are not plain shell.
final class Main {
    private final Layout layout;
    private final Set<PartName> only;
    private final boolean yes;
    private final Consumer<String> out;

    private Main(Layout layout, Set<PartName> only, boolean yes) {
        this.layout = layout;
        this.only = only;
        this.yes = yes;
        this.out = line -> {
            System.out.println(line);
            System.out.flush();
        };
    }

    public static void main(String[] arguments) throws Exception {
        int status;
        try {
            status = run(arguments);
        } catch (StackException e) {
            System.err.println(e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private static int run(String[] arguments) throws IOException, InterruptedException {
        String root = System.getProperty("aquifer.root");
        if (arguments.length == 0 || root == null) {
            throw new StackException("Start this by ./aquifer; see ./aquifer help.");
        }
        Path data = Path.of(root, ".aquifer");
        String host = Ports.LOOPBACK;
        int portBase = Layout.DEFAULT_PORT_BASE;
        Set<PartName> only = EnumSet.allOf(PartName.class);
        boolean yes = false;
        List<String> rest = new ArrayList<>(List.of(arguments));
        String command = rest.removeFirst();
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "--data" -> data = Path.of(value(option, rest));
                case "--host" -> host = value(option, rest);
                case "--port-base" -> portBase = number(option, value(option, rest));
                case "--only" -> only = parts(value(option, rest));
                case "--yes" -> yes = true;
                default -> throw new StackException("Unknown: " + option + ". See ./aquifer help.");
            }
        }
        var main = new Main(new Layout(Path.of(root), data, host, portBase), only, yes);
        return switch (command) {
            case "up" -> main.up();
            case "down" -> main.down();
            case "status" -> main.status();
            case "verify" -> main.verify();
            case "reset" -> main.reset();
            case "supervise" -> {
                Supervisor.run(main.layout, only);
                yield 0;
            }
            default -> throw new StackException("Unknown command: " + command + ". See ./aquifer help.");
        };
    }

    private static String value(String option, List<String> rest) {
        if (rest.isEmpty()) {
            throw new StackException(option + " needs a value. See ./aquifer help.");
        }
        return rest.removeFirst();
    }

    private static int number(String option, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new StackException(option + " must be a whole number, not " + value + ".", e);
        }
    }

    private static Set<PartName> parts(String names) {
        Set<PartName> parts = EnumSet.noneOf(PartName.class);
        for (String name : names.split(",", -1)) {
            parts.add(PartName.of(name.strip()));
        }
        return parts;
    }

    private int up() {
        Running running = Supervisor.running(layout);
        if (running != null) {
            return alreadyUp(running);
        }
        Instant begin = Instant.now();
        var quiet = new AtomicBoolean();
        // Ctrl-C runs this hook: whatever has been started so far is stopped, and only then does the command end.
        var interrupted = new Thread(
                () -> {
                    quiet.set(true);
                    out.accept("\nInterrupted: stopping what was started …");
                    new Launch(layout, only, out).down();
                    out.accept("Everything is stopped.");
                },
                "interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            out.accept("Starting over " + layout.data());
            new Launch(layout, only, line -> {
                        if (!quiet.get()) {
                            out.accept(line);
                        }
                    })
                    .up();
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(interrupted);
            } catch (IllegalStateException e) {
                // The hook is running: it has the last word.
                Processes.pause(Duration.ofMinutes(3));
            }
        }
        out.accept(
                "Aquifer is up after " + Duration.between(begin, Instant.now()).toSeconds() + " s.");
        addresses(layout);
        return 0;
    }

    private int alreadyUp(Running running) {
        Layout actual = running.layout(layout);
        ProcessHandle supervisor = ProcessHandle.of(running.pid())
                .orElseThrow(() -> new StackException("Another `up` or `down` is at work over " + layout.data() + "."));
        boolean ready = running.parts().stream()
                .allMatch(part -> PartState.read(actual, part)
                        .map(state -> state.phase() == PartState.Phase.READY)
                        .orElse(false));
        if (ready) {
            out.accept("Aquifer is running already over " + actual.data() + ".");
        } else {
            out.accept("Aquifer is running already over " + actual.data() + ", but not every part serves; waiting …");
            new Launch(actual, running.parts(), out).follow(supervisor);
        }
        if (actual.portBase() != layout.portBase()) {
            out.accept("Its port base is " + actual.portBase() + "; to move it: ./aquifer down, then up --port-base "
                    + layout.portBase());
        }
        addresses(actual);
        return 0;
    }

    private void addresses(Layout actual) {
        out.accept("");
        out.accept("  console    " + actual.url(PartName.CONSOLE));
        out.accept("  gateway    " + actual.url(PartName.GATEWAY) + "/v1");
        out.accept("  people     operator@aquifer.local, assessor@aquifer.local");
        out.accept("  passwords  " + actual.people());
        out.accept("");
        out.accept("  ./aquifer status · ./aquifer logs · ./aquifer down");
    }

    private int down() {
        boolean something = new Launch(layout, only, out).down();
        out.accept(something ? "Aquifer is down." : "Nothing ran over " + layout.data() + ".");
        return 0;
    }

    private int status() {
        Running running = Supervisor.running(layout);
        ProcessHandle supervisor = Launch.supervisor(layout);
        if (running == null || supervisor == null) {
            out.accept("Aquifer is down (" + layout.data() + ").");
            int leftovers = Leftovers.of(layout.data()).size();
            if (leftovers > 0) {
                out.accept(leftovers + " process(es) are left of it; ./aquifer up or down ends them.");
            }
            return 3;
        }
        return StatusTable.print(running.layout(layout), running.parts(), supervisor, out) ? 0 : 1;
    }

    private int verify() {
        Running running = Supervisor.running(layout);
        Path folder = layout.folder(PartName.POSTGRES);
        if (running != null) {
            int port = running.layout(layout).port(PartName.POSTGRES);
            return verify(new Invariants(database -> PostgresServer.superuserUrl(folder, port, database)));
        }
        if (!Files.exists(folder.resolve("PG_VERSION"))) {
            throw new StackException("There is no data in " + layout.data() + " yet. Start with ./aquifer up.");
        }
        out.accept("Aquifer is down: starting its PostgreSQL alone.");
        try (var server = PostgresServer.start(folder, 0)) {
            return verify(new Invariants(server::superuserUrl));
        }
    }

    private int verify(Invariants invariants) {
        List<String> broken = invariants.check(out);
        out.accept(broken.isEmpty() ? "All invariants hold." : broken.size() + " invariant(s) broken.");
        return broken.isEmpty() ? 0 : 1;
    }

    private int reset() throws IOException {
        if (!Files.exists(layout.secrets())) {
            out.accept("There is no data of Aquifer in " + layout.data() + ".");
            return 0;
        }
        if (!yes) {
            out.accept("This stops Aquifer and deletes everything in " + layout.data() + ":");
            out.accept("organisations, keys, deployments, bills, people and their passwords. Type yes to go on:");
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            if (!"yes".equals(in.readLine())) {
                out.accept("Nothing was deleted.");
                return 1;
            }
        }
        new Launch(layout, only, out).down();
        PostgresBinaries.deleteAll(layout.data());
        out.accept("Deleted " + layout.data() + ".");
        return 0;
    }
}
