package dev.aquifer.gateway.usage;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// How many events Kafka has acknowledged, in a small file beside the segments. It may lag after a crash: then
/// events are sent again under their own ids, and billing drops the doubles.
final class Position {
    private static final String NAME = "position";

    private Position() {}

    static long read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return 0;
        }
        try {
            return Math.max(0, Long.parseLong(Files.readString(file).strip()));
        } catch (NumberFormatException e) {
            Log.warnf("position of the journal cannot be read, everything in it is sent again folder=%s", folder);
            return 0;
        }
    }

    static void write(Path folder, long position) throws IOException {
        Path draft = folder.resolve(NAME + ".new");
        Files.writeString(draft, Long.toString(position));
        Files.move(draft, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
