package dev.aquifer.stack;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/// What the supervisor says about one part, in a file of `<data>/run` that others read.
///
/// @param pid 0 when there is no process
/// @param since when this state began
/// @param restarts how often the part was started again after it had died
/// @param note why, in a few words; empty if there is nothing to say
record PartState(PartName part, Phase phase, long pid, int port, Instant since, int restarts, String note) {

    /// The states of a part.
    enum Phase {
        WAITING,
        STARTING,
        READY,
        RESTARTING,
        STOPPING,
        STOPPED,
        FAILED;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Path file(Layout layout, PartName part) {
        return layout.run().resolve(part.id() + ".state");
    }

    void write(Layout layout) {
        String text = "phase=" + phase + "\npid=" + pid + "\nport=" + port + "\nsince=" + since + "\nrestarts="
                + restarts + "\nnote=" + note.replace("\\", "\\\\").replace('\n', ' ') + "\n";
        try {
            Path file = file(layout, part);
            Path aside = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(aside, text);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Processes.io(e);
        }
    }

    static Optional<PartState> read(Layout layout, PartName part) {
        var values = new Properties();
        try (Reader reader = Files.newBufferedReader(file(layout, part))) {
            values.load(reader);
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(new PartState(
                part,
                Phase.valueOf(values.getProperty("phase", "STOPPED")),
                Long.parseLong(values.getProperty("pid", "0")),
                Integer.parseInt(values.getProperty("port", "0")),
                Instant.parse(values.getProperty("since", "1970-01-01T00:00:00Z")),
                Integer.parseInt(values.getProperty("restarts", "0")),
                values.getProperty("note", "")));
    }
}
