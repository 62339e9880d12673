package dev.aquifer.gateway;

import dev.aquifer.stack.KafkaServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A real broker beside the application under test, and a folder for its data.
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {
    private static final Path TARGET = Path.of("target");

    private @Nullable KafkaServer kafka;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory(TARGET.toAbsolutePath(), "house");
            KafkaServer server = KafkaServer.start(folder.resolve("kafka"), 0);
            kafka = server;
            return Map.of(
                    "aquifer.usage.bootstrap-servers", server.bootstrapServers(),
                    "aquifer.usage.folder", folder.resolve("journal").toString(),
                    "aquifer.snapshot.bootstrap-servers", server.bootstrapServers(),
                    "aquifer.snapshot.folder", folder.resolve("snapshot").toString(),
                    "aquifer.inference.replica-secret", "test-secret");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
    }
}
