package dev.aquifer.billing.subsidy;

import dev.aquifer.stack.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL with an empty billing database. These tests need no Kafka: what is stated waits in the outbox.
public final class SubsidyServers implements QuarkusTestResourceLifecycleManager {
    private @Nullable PostgresServer postgres;
    private @Nullable TokenKeys tokenKeys;

    @Override
    public Map<String, String> start() {
        try {
            var server = PostgresServer.start(
                    Files.createTempDirectory(Path.of("target"), "subsidy").resolve("postgres"), 0);
            postgres = server;
            server.createDatabase("billing", "billing_owner", "billing_app");
            var signer = KeyPairGenerator.getInstance("RSA").generateKeyPair();
            var keys = new TokenKeys((RSAPublicKey) signer.getPublic());
            tokenKeys = keys;
            return Map.ofEntries(
                    Map.entry("quarkus.datasource.jdbc.url", server.url("billing")),
                    Map.entry("quarkus.datasource.password", "billing_app"),
                    Map.entry("quarkus.flyway.password", "billing_owner"),
                    Map.entry("quarkus.datasource.jdbc.max-size", "24"),
                    Map.entry("quarkus.http.test-port", "0"),
                    Map.entry("aquifer.kafka.bootstrap-servers", "127.0.0.1:9699"),
                    Map.entry("aquifer.month.automatic", "false"),
                    Map.entry("quarkus.oidc.auth-server-url", keys.url()),
                    Map.entry(
                            Tokens.SIGNER,
                            Base64.getEncoder()
                                    .encodeToString(signer.getPrivate().getEncoded())),
                    Map.entry("aquifer.subsidy.evidence.bytes", "100K"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    @Override
    public void stop() {
        if (postgres != null) {
            postgres.close();
        }
        if (tokenKeys != null) {
            tokenKeys.close();
        }
    }
}
