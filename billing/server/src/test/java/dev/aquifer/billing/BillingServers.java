package dev.aquifer.billing;

import dev.aquifer.stack.KafkaServer;
import dev.aquifer.stack.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL with an empty billing database, and a real Kafka broker with our topics.
public final class BillingServers implements QuarkusTestResourceLifecycleManager {

    static final String SUPERUSER_URL = "test.superuser-url";

    private @Nullable PostgresServer postgres;
    private @Nullable KafkaServer kafka;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "servers");
            PostgresServer database = PostgresServer.start(folder.resolve("postgres"), 0);
            postgres = database;
            database.createDatabase("billing", "billing_owner", "billing_app");
            KafkaServer broker = KafkaServer.start(folder.resolve("kafka"), 0);
            kafka = broker;
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    database.url("billing"),
                    "quarkus.datasource.password",
                    "billing_app",
                    "quarkus.flyway.password",
                    "billing_owner",
                    "quarkus.http.test-port",
                    "0",
                    "quarkus.oidc.tenant-enabled",
                    "false",
                    "aquifer.kafka.bootstrap-servers",
                    broker.bootstrapServers(),
                    SUPERUSER_URL,
                    database.superuserUrl("billing"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
