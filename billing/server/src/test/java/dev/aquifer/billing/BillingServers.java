package dev.aquifer.billing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.aquifer.stack.KafkaServer;
import dev.aquifer.stack.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL with an empty billing database, a real Kafka broker with our topics, and a mail server.
public final class BillingServers implements QuarkusTestResourceLifecycleManager {

    static final String SUPERUSER_URL = "test.superuser-url";

    /// Where mails can be fetched by POP3; name and password are the address.
    public static final String MAILBOX_PORT = "test.mailbox-port";

    private @Nullable PostgresServer postgres;
    private @Nullable KafkaServer kafka;
    private @Nullable GreenMail mail;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "servers");
            PostgresServer database = PostgresServer.start(folder.resolve("postgres"), 0);
            postgres = database;
            database.createDatabase("billing", "billing_owner", "billing_app");
            KafkaServer broker = KafkaServer.start(folder.resolve("kafka"), 0);
            kafka = broker;
            GreenMail smtp = new GreenMail(new ServerSetup[] {
                new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_POP3)
            });
            smtp.start();
            mail = smtp;
            Map<String, String> settings = new HashMap<>(Map.of(
                    "quarkus.mailer.port",
                    Integer.toString(smtp.getSmtp().getPort()),
                    MAILBOX_PORT,
                    Integer.toString(smtp.getPop3().getPort()),
                    "aquifer.notice.mail",
                    "true",
                    "aquifer.notice.private-addresses",
                    "true",
                    "aquifer.notice.first-wait",
                    "0.05S",
                    "aquifer.notice.attempts",
                    "3",
                    "aquifer.notice.patience",
                    "1S"));
            // Months are closed where a test says so: others post to months long past.
            settings.put("aquifer.month.automatic", "false");
            // Bills of other tests grow as they like; the test of bills that stand out goes beyond this.
            settings.put("aquifer.month.conspicuous-from", "10000000.00");
            settings.putAll(Map.of(
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
                    database.superuserUrl("billing")));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        GreenMail smtp = mail;
        if (smtp != null) {
            smtp.stop();
        }
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
