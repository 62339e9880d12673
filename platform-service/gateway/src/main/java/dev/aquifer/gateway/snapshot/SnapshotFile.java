package dev.aquifer.gateway.snapshot;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The copy on disk, replaced whole by an atomic rename. It holds hashes of keys, never keys.
final class SnapshotFile {
    private final Path folder;

    SnapshotFile(Path folder) {
        this.folder = folder;
    }

    /// What an earlier process left; null if there is nothing that can be read.
    @Nullable Facts read() {
        Path file = folder.resolve("snapshot.json");
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return new Facts(Facts.JSON.readValue(Files.readAllBytes(file), Facts.Kept.class));
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            Log.errorf(e, "snapshot on disk cannot be read, waiting for the feed file=%s", file);
            return null;
        }
    }

    void write(Facts facts) throws IOException {
        Files.createDirectories(folder);
        Path draft = folder.resolve("snapshot.json.new");
        ByteBuffer bytes = ByteBuffer.wrap(Facts.JSON.writeValueAsBytes(facts.kept()));
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(
                draft,
                folder.resolve("snapshot.json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
