package dev.aquifer.platform;

import dev.aquifer.stack.KafkaServer;
import dev.aquifer.stack.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Real PostgreSQL and Kafka for `@QuarkusTest` classes: `@QuarkusTestResource(Servers.class)`. Started once for all
/// of them. Tokens are checked by the real OIDC code against the key of `People`.
public class Servers implements QuarkusTestResourceLifecycleManager {
    public static final String APP_PASSWORD = "app-of-the-tests";
    public static final String OWNER_PASSWORD = "owner-of-the-tests";
    private @Nullable Path dir;
    private @Nullable PostgresServer postgres;
    private @Nullable KafkaServer kafka;

    @Override
    public Map<String, String> start() {
        try {
            dir = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "servers");
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        postgres = PostgresServer.start(dir.resolve("postgres"), 0);
        postgres.createDatabase("platform", OWNER_PASSWORD, APP_PASSWORD);
        kafka = KafkaServer.start(dir.resolve("kafka"), 0);
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.datasource.jdbc.url", postgres.url("platform"));
        config.put("quarkus.datasource.password", APP_PASSWORD);
        config.put("quarkus.flyway.jdbc-url", postgres.url("platform"));
        config.put("quarkus.flyway.password", OWNER_PASSWORD);
        config.put("aquifer.outbox.bootstrap-servers", kafka.bootstrapServers());
        config.put("aquifer.standing.bootstrap-servers", kafka.bootstrapServers());
        Path root = Path.of(System.getProperty("aquifer.root", "../.."));
        String engine = root.resolve("platform-service/engine/target/engine.jar") + File.pathSeparator
                + root.resolve("platform-service/engine/target/lib") + "/*";
        config.put("aquifer.runner.data", dir.resolve("data").toAbsolutePath().toString());
        config.put("aquifer.runner.engine-classpath", engine);
        config.put("aquifer.runner.replica-secret", "secret-of-the-tests");
        config.put("aquifer.model.data", dir.resolve("data").toAbsolutePath().toString());
        config.put("aquifer.model.quota", "20M");
        config.put("aquifer.model.largest-file", "16M");
        config.put("aquifer.model.catalogue", root.resolve("infra/models").toString());
        config.put("aquifer.model.engine-classpath", engine);
        config.put("quarkus.oidc.auth-server-url", "");
        config.put("quarkus.oidc.public-key", People.publicKey());
        return config;
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        if (dir != null) {
            try (Stream<Path> files = Files.walk(dir)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        }
    }
}
