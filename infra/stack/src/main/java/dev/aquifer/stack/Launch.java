package dev.aquifer.stack;

import dev.aquifer.stack.PartState.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Starting and stopping a stack from outside its supervisor.
final class Launch {
    private static final Duration STOP = Duration.ofMinutes(2);

    private final Layout layout;
    private final Set<PartName> only;
    private final Consumer<String> out;

    /// @param out gets one line at a time of what is going on
    Launch(Layout layout, Set<PartName> only, Consumer<String> out) {
        this.layout = layout;
        this.only = only;
        this.out = out;
    }

    /// Starts the supervisor and returns once every part serves. Fails with everything stopped again.
    void up() {
        layout.prepare();
        Credentials.of(layout);
        sweep();
        checkPrograms();
        checkPorts();
        ProcessHandle supervisor = spawn();
        try {
            follow(supervisor);
        } catch (StackException e) {
            out.accept("Stopping what was started …");
            new Launch(layout, only, line -> {}).down();
            throw e;
        }
    }

    private void sweep() {
        List<ProcessHandle> leftovers = Leftovers.of(layout.data());
        if (!leftovers.isEmpty()) {
            out.accept(
                    "Found " + leftovers.size() + " process(es) of an earlier run that nobody watches; ending them …");
            Leftovers.end(leftovers, Duration.ofSeconds(20));
        }
    }

    private void checkPrograms() {
        Credentials credentials = Credentials.of(layout);
        for (PartName part : only) {
            if (part.isApplication()) {
                Path jar = new AppPart(part, layout, credentials).jar();
                if (!Files.exists(jar)) {
                    throw new StackException("The " + part.title() + "'s program is missing: " + jar
                            + "\nBuild it with: ./mvnw -Dquick -DskipTests package");
                }
            }
        }
    }

    private void checkPorts() {
        List<String> busy = new ArrayList<>();
        for (PartName part : only) {
            String host = part.isApplication() || part == PartName.KEYCLOAK ? layout.host() : Ports.LOOPBACK;
            if (!Ports.isFree(host, layout.port(part))) {
                busy.add("Port " + layout.port(part) + " is busy; " + part.title() + " wants it.");
            }
        }
        if (only.contains(PartName.KAFKA) && !Ports.isFree(Ports.LOOPBACK, layout.kafkaControllerPort())) {
            busy.add("Port " + layout.kafkaControllerPort() + " is busy; Kafka's controller wants it.");
        }
        if (!busy.isEmpty()) {
            throw new StackException(String.join("\n", busy)
                    + "\nEnd what listens there, or move all of Aquifer's ports: ./aquifer up --port-base 9080");
        }
    }

    /// The supervisor gets a session of its own, so that neither Ctrl-C nor a closed terminal reaches it.
    private ProcessHandle spawn() {
        Path target = layout.root().resolve("infra/stack/target");
        Path classes = target.resolve("classes");
        Path own = Files.isDirectory(classes) ? classes : target.resolve("stack.jar");
        List<String> command = new ArrayList<>();
        if (Processes.run(List.of("setsid", "true")) == 0) {
            command.add("setsid");
        } else {
            command.addAll(List.of("bash", "-c", "set -m; nohup \"$@\" & wait", "supervisor"));
        }
        command.addAll(List.of(
                Processes.java(),
                "-Xms16m",
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-Djava.util.logging.SimpleFormatter.format=%1$tF %1$tT %4$s %5$s%6$s%n",
                "-Djava.util.logging.config.file=" + logging(),
                "-Daquifer.root=" + layout.root(),
                "-Daquifer.data=" + layout.data(),
                "-cp",
                own + ":" + target.resolve("lib") + "/*",
                "dev.aquifer.stack.Main",
                "supervise",
                "--data",
                layout.data().toString(),
                "--host",
                layout.host(),
                "--port-base",
                Integer.toString(layout.portBase()),
                "--only",
                only.stream().map(PartName::id).collect(Collectors.joining(","))));
        try {
            Files.deleteIfExists(Running.file(layout));
            for (PartName part : PartName.values()) {
                Files.deleteIfExists(PartState.file(layout, part));
            }
            ProcessBuilder builder = Processes.logged(command, layout.log("stack"));
            builder.directory(layout.data().toFile());
            return builder.start().toHandle();
        } catch (IOException e) {
            throw new StackException("The supervisor cannot be started: " + e.getMessage(), e);
        }
    }

    private Path logging() {
        Path file = layout.run().resolve("logging.properties");
        try {
            Files.writeString(file, """
                    handlers=java.util.logging.ConsoleHandler
                    .level=WARNING
                    dev.aquifer.level=INFO
                    org.apache.kafka.level=OFF
                    org.postgresql.level=OFF
                    """);
        } catch (IOException e) {
            throw Processes.io(e);
        }
        return file;
    }

    /// Waits until every part serves, and tells each step.
    void follow(ProcessHandle supervisor) {
        Instant begin = Instant.now();
        Instant lastLine = begin;
        Set<PartName> told = EnumSet.noneOf(PartName.class);
        String lastNote = "";
        while (told.size() < only.size()) {
            for (PartName part : only) {
                Optional<PartState> state = PartState.read(layout, part);
                if (state.isEmpty() || told.contains(part)) {
                    continue;
                }
                Phase phase = state.get().phase();
                if (phase == Phase.READY) {
                    told.add(part);
                    out.accept(String.format(
                            Locale.ROOT,
                            "  %-16s ready on port %d after %s",
                            part.title(),
                            state.get().port(),
                            seconds(begin)));
                    lastLine = Instant.now();
                } else if (phase == Phase.FAILED) {
                    throw new StackException(
                            part.title() + " does not start: " + state.get().note() + "\n" + tail(part));
                } else if (phase == Phase.RESTARTING && !state.get().note().equals(lastNote)) {
                    lastNote = state.get().note();
                    out.accept("  " + part.title() + ": " + lastNote);
                }
            }
            if (!supervisor.isAlive()) {
                throw new StackException("The supervisor ended; see " + layout.log("stack"));
            }
            if (Duration.between(lastLine, Instant.now()).toSeconds() >= 10) {
                out.accept("  … waiting for " + waiting(told) + " (" + seconds(begin) + ")");
                lastLine = Instant.now();
            }
            Processes.pause(Duration.ofMillis(100));
        }
    }

    private String waiting(Set<PartName> told) {
        return only.stream()
                .filter(part -> !told.contains(part))
                .map(part -> part.title()
                        + PartState.read(layout, part)
                                .filter(state -> state.note().equals("preparing"))
                                .map(state -> " (unpacking and building it, once)")
                                .orElse(""))
                .collect(Collectors.joining(", "));
    }

    private String tail(PartName part) {
        Path log = layout.log(part.id());
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return "The end of " + log + ":\n  "
                    + String.join("\n  ", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "See " + log;
        }
    }

    private static String seconds(Instant begin) {
        return String.format(
                Locale.ROOT, "%.1f s", Duration.between(begin, Instant.now()).toMillis() / 1000.0);
    }

    /// Stops everything over this data folder; true if something ran.
    boolean down() {
        Instant begin = Instant.now();
        Running running = Supervisor.running(layout);
        if (running != null) {
            ProcessHandle.of(running.pid()).ifPresent(supervisor -> {
                supervisor.destroy();
                followStop(supervisor, begin);
            });
        }
        List<ProcessHandle> leftovers = Leftovers.of(layout.data());
        if (!leftovers.isEmpty()) {
            out.accept("  ending " + leftovers.size() + " process(es) that were left");
            Leftovers.end(leftovers, Duration.ofSeconds(20));
        }
        for (PartName part : PartName.values()) {
            forget(PartState.file(layout, part));
            forget(PartKeeper.holdFile(layout, part));
        }
        forget(Running.file(layout));
        return running != null || !leftovers.isEmpty();
    }

    private void followStop(ProcessHandle supervisor, Instant begin) {
        Set<PartName> told = EnumSet.noneOf(PartName.class);
        while (supervisor.isAlive() && Duration.between(begin, Instant.now()).compareTo(STOP) < 0) {
            tellStopped(told, begin);
            Processes.pause(Duration.ofMillis(100));
        }
        tellStopped(told, begin);
        if (supervisor.isAlive()) {
            out.accept("  the supervisor does not end; ending it by force");
            supervisor.destroyForcibly();
            Processes.awaitEnd(supervisor, Duration.ofSeconds(5));
        }
    }

    private void tellStopped(Set<PartName> told, Instant begin) {
        List<PartName> order = new ArrayList<>(List.of(PartName.values()));
        order.sort(Comparator.reverseOrder());
        for (PartName part : order) {
            boolean stopped = PartState.read(layout, part)
                    .map(state -> state.phase() == Phase.STOPPED)
                    .orElse(false);
            if (stopped && told.add(part)) {
                out.accept(String.format(Locale.ROOT, "  %-16s stopped after %s", part.title(), seconds(begin)));
            }
        }
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Processes.io(e);
        }
    }

    /// The process of the supervisor that runs over the data folder.
    static @Nullable ProcessHandle supervisor(Layout layout) {
        Running running = Supervisor.running(layout);
        return running == null ? null : ProcessHandle.of(running.pid()).orElse(null);
    }
}
