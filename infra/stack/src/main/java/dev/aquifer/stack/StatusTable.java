package dev.aquifer.stack;

import dev.aquifer.stack.PartState.Phase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What `./aquifer status` shows.
final class StatusTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final String LINE = "%-16s %-11s %8s %6s %9s  %-19s %s";

    private StatusTable() {}

    /// Prints the table; true if every part serves.
    static boolean print(Layout layout, Set<PartName> parts, ProcessHandle supervisor, Consumer<String> out) {
        boolean allReady = true;
        long total = 0;
        out.accept(String.format(Locale.ROOT, LINE, "part", "state", "pid", "port", "memory", "since", "")
                .stripTrailing());
        for (PartName part : parts) {
            Optional<PartState> found = PartState.read(layout, part);
            if (found.isEmpty()) {
                allReady = false;
                continue;
            }
            PartState state = found.get();
            allReady &= state.phase() == Phase.READY;
            Optional<ProcessHandle> process = state.pid() == 0 ? Optional.empty() : ProcessHandle.of(state.pid());
            long memory = process.map(part == PartName.POSTGRES ? Memory::ofTree : handle -> Memory.of(handle.pid()))
                    .orElse(0L);
            total += memory;
            String note = state.note();
            if (state.restarts() > 0) {
                note = (note.isEmpty() ? "" : note + "; ") + "restarted " + state.restarts() + " time(s)";
            }
            out.accept(line(part.title(), state.phase().id(), state.pid(), state.port(), memory, state.since(), note));
        }
        for (ProcessHandle engine : engines(layout)) {
            long memory = Memory.of(engine.pid());
            total += memory;
            out.accept(line(
                    "engine",
                    "running",
                    engine.pid(),
                    0,
                    memory,
                    engine.info().startInstant().orElse(Instant.EPOCH).truncatedTo(ChronoUnit.SECONDS),
                    engineName(engine)));
        }
        long own = Memory.of(supervisor.pid());
        total += own;
        out.accept(line(
                "supervisor",
                "running",
                supervisor.pid(),
                0,
                own,
                supervisor.info().startInstant().orElse(Instant.EPOCH),
                ""));
        out.accept(String.format(Locale.ROOT, LINE, "", "", "", "", megabytes(total), "in all", "")
                .stripTrailing());
        return allReady;
    }

    private static String line(
            String title, String state, long pid, int port, long memory, Instant since, String note) {
        return String.format(
                        Locale.ROOT,
                        LINE,
                        title,
                        state,
                        pid == 0 ? "-" : Long.toString(pid),
                        port == 0 ? "-" : Integer.toString(port),
                        memory == 0 ? "-" : megabytes(memory),
                        TIME.format(since),
                        note)
                .stripTrailing();
    }

    private static String megabytes(long kilobytes) {
        return kilobytes / 1024 + " MB";
    }

    private static List<ProcessHandle> engines(Layout layout) {
        return Leftovers.of(layout.data()).stream()
                .filter(process -> Leftovers.commandLine(process.pid()).contains("dev.aquifer.engine.Engine"))
                .toList();
    }

    private static String engineName(ProcessHandle engine) {
        List<String> arguments = Leftovers.commandLine(engine.pid()).lines().toList();
        int at = arguments.indexOf("--name");
        return at >= 0 && at + 1 < arguments.size() ? arguments.get(at + 1) : "";
    }
}
