package dev.aquifer.billing.notice;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpServer;
import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.notice.NoticeKind;
import dev.aquifer.billing.caller.Tenancy;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Notices on their way: to a real HTTP server that fails at first, and to a real mail server.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(user = "ann")
@OidcSecurity(claims = {@Claim(key = "sub", value = "ann"), @Claim(key = "name", value = "Ann")})
class DeliveryTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private record Mail(String subject, String text, String id) {}

    private record Received(String delivery, String kind, long timestamp, String signature, String body) {}

    @Inject
    Given given;

    @Inject
    Notices notices;

    @Inject
    Deliveries deliveries;

    @Inject
    Tenancy tenancy;

    @Inject
    InstantSource clock;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private HttpServer receiver;
    private UUID organisation;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/hook", exchange -> {
            received.add(new Received(
                    header(exchange.getRequestHeaders().getFirst("Aquifer-Delivery")),
                    header(exchange.getRequestHeaders().getFirst("Aquifer-Kind")),
                    Long.parseLong(header(exchange.getRequestHeaders().getFirst("Aquifer-Timestamp"))),
                    header(exchange.getRequestHeaders().getFirst("Aquifer-Signature")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(failures.getAndDecrement() > 0 ? 503 : 204, -1);
            exchange.close();
        });
        receiver.start();
        organisation = given.organisation("Plover", "ann=FINANCE");
        await().atMost(SOON).untilAsserted(() -> get("/api/notices/unread"));
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @Test
    void a_webhook_is_signed_and_tried_again_until_it_is_taken() {
        // given
        JsonPath added = post("/api/webhooks", "{\"url\": \"" + url() + "\"}", 200);
        String secret = added.getString("secret");
        failures.set(2);

        // when
        notices.tell(
                organisation, NoticeKind.STANDING, Map.of("state", "LOW", "available", "12.00", "limit", "1000.00"));

        // then: three attempts under one id, the third is taken
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get("/api/deliveries").getString("items[0].state"))
                        .isEqualTo("DELIVERED"));
        assertThat(received)
                .hasSize(3)
                .extracting(Received::delivery)
                .containsOnly(received.getFirst().delivery());
        for (Received one : received) {
            assertThat(one.signature()).isEqualTo(Signature.of(secret, one.timestamp(), one.body()));
            assertThat(one.kind()).isEqualTo("STANDING");
            assertThat(JsonPath.from(one.body()).getString("parameters.available"))
                    .isEqualTo("12.00");
            assertThat(JsonPath.from(one.body()).getString("textZh")).contains("额度不足");
        }
        assertThat(get("/api/deliveries").getInt("items[0].attempts")).isEqualTo(3);
        assertThat(get("/api/webhooks").getString("")).doesNotContain(secret);

        // when: sent again by hand
        post("/api/deliveries/" + received.getFirst().delivery() + "/again", "", 200);

        // then
        await().atMost(SOON).untilAsserted(() -> assertThat(received).hasSize(4));
        assertThat(received.getLast().delivery()).isEqualTo(received.getFirst().delivery());
    }

    @Test
    void a_receiver_that_never_answers_well_is_given_up() {
        // given
        post("/api/webhooks", "{\"url\": \"" + url() + "\"}", 200);
        failures.set(100);

        // when
        post("/api/notices/test", "", 204);

        // then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get("/api/deliveries").getString("items[0].state"))
                        .isEqualTo("GIVEN_UP"));
        assertThat(received).hasSize(3);
        assertThat(get("/api/deliveries").getString("items[0].outcome")).isEqualTo("HTTP 503");
    }

    @Test
    void what_was_claimed_before_a_crash_is_sent_again_under_its_id() {
        // given: a worker that took it on and died
        post("/api/webhooks", "{\"url\": \"" + url() + "\"}", 200);
        tenancy.asOrganisation(organisation, () -> {
            notices.tell(organisation, NoticeKind.TEST, Map.of());
            // Seen by no worker before this transaction ends; its claim runs out at once.
            deliveries.claim(clock.instant(), Duration.ZERO, 100, List.of());
        });

        // then
        await().atMost(SOON).untilAsserted(() -> assertThat(received).hasSize(1));
        assertThat(received.getFirst().delivery())
                .isEqualTo(get("/api/deliveries").getString("items[0].id"));
        assertThat(get("/api/deliveries").getInt("items[0].attempts")).isEqualTo(2);
    }

    @Test
    void a_mail_arrives_in_the_language_that_was_asked_for() throws MessagingException, IOException {
        // given
        post("/api/notices/addresses", "{\"address\": \"plover@example.org\", \"language\": \"zh\"}", 200);
        post("/api/notices/addresses", "{\"address\": \"Plover@example.org\", \"language\": \"en\"}", 409);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mails("plover@example.org")).hasSize(1));
        Matcher link = Pattern.compile("http://127\\.0\\.0\\.1:8080/notices/confirm/(\\S+)")
                .matcher(mails("plover@example.org").getFirst().text());
        assertThat(link.find()).isTrue();
        // Not confirmed: nothing of this goes there.
        post("/api/notices/test", "", 204);
        post("/api/notices/addresses/confirm", "{\"token\": \"" + organisation + ".aqwh_guessed\"}", 404);
        post("/api/notices/addresses/confirm", "{\"token\": \"" + link.group(1) + "\"}", 200);
        assertThat(get("/api/notices/addresses").getString("[0].confirmedAt")).isNotNull();

        // when
        notices.tell(
                organisation,
                NoticeKind.BILL_CLOSED,
                Map.of("month", "2026-10", "payable", "1234.56", "number", "AQ-2026-10-7"));

        // then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mails("plover@example.org")).hasSize(2));
        Mail mail = mails("plover@example.org").getLast();
        assertThat(mail.subject()).isEqualTo("[Aquifer] 2026-10 账单已出账");
        assertThat(mail.text()).contains("Plover", "1234.56", "AQ-2026-10-7");
        assertThat(mail.id()).contains(get("/api/deliveries").getString("items[0].id"));
    }

    @Test
    void test_notices_and_links_are_limited() {
        // when
        for (int i = 0; i < 5; i++) {
            post("/api/notices/test", "", 204);
        }

        // then
        assertThat(post("/api/notices/test", "", 429).getString("type")).endsWith("/too-many");

        // when: added and removed again and again
        String address = "{\"address\": \"stranger@example.org\", \"language\": \"en\"}";
        for (int i = 0; i < 5; i++) {
            String id = post("/api/notices/addresses", address, 200).getString("id");
            given().header("Aquifer-Organisation", organisation)
                    .delete("/api/notices/addresses/" + id)
                    .then()
                    .statusCode(204);
        }

        // then: not even another organisation's links reach it any more
        post("/api/notices/addresses", address, 429);
        organisation = given.organisation("Plover", "ann=FINANCE");
        await().atMost(SOON).untilAsserted(() -> get("/api/notices/unread"));
        post("/api/notices/addresses", address, 429);
    }

    @Test
    void a_receiver_that_hangs_delays_nobody_else() {
        // given: a tenant with thirty letters to a server that does not answer
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger waiting = new AtomicInteger();
        receiver.createContext("/slow", exchange -> {
            waiting.incrementAndGet();
            try {
                answer.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        for (int i = 0; i < 3; i++) {
            post("/api/webhooks", "{\"url\": \"" + url().replace("/hook", "/slow") + "?" + i + "\"}", 200);
        }
        for (int i = 0; i < 10; i++) {
            notices.tell(organisation, NoticeKind.TEST, Map.of());
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting).hasPositiveValue());
        UUID slow = organisation;

        // when
        organisation = given.organisation("Quick", "ann=FINANCE");
        await().atMost(SOON).untilAsserted(() -> get("/api/notices/unread"));
        post("/api/webhooks", "{\"url\": \"" + url() + "\"}", 200);
        for (int i = 0; i < 20; i++) {
            notices.tell(organisation, NoticeKind.TEST, Map.of());
        }

        // then: the quick one is through before the slow one has had two rounds
        await().atMost(SOON).untilAsserted(() -> assertThat(received).hasSize(20));
        organisation = slow;
        assertThat(get("/api/deliveries?limit=100").getList("items.findAll { it.attempts > 0 }"))
                .hasSizeLessThan(20);
        answer.countDown();
    }

    @Test
    void notices_are_counted_until_the_person_has_read_them() {
        // given
        notices.tell(organisation, NoticeKind.TEST, Map.of());
        notices.tell(organisation, NoticeKind.TEST, Map.of());
        assertThat(get("/api/notices/unread").getInt("unread")).isEqualTo(2);

        // when
        String older = get("/api/notices?language=zh").getString("items[1].id");
        post("/api/notices/" + older + "/read", "", 200);

        // then
        assertThat(get("/api/notices/unread").getInt("unread")).isEqualTo(1);
        assertThat(get("/api/notices").getList("items.read")).containsExactly(false, true);
        given().header("Aquifer-Organisation", organisation)
                .contentType(ContentType.JSON)
                .body("{\"url\": \"ftp://x\"}")
                .post("/api/webhooks")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("url"));
    }

    /// Whoever got nothing yet has no mailbox.
    private static List<Mail> mails(String address) throws MessagingException, IOException {
        int port = ConfigProvider.getConfig().getValue(BillingServers.MAILBOX_PORT, Integer.class);
        List<Mail> mails = new ArrayList<>();
        try (Store store = Session.getInstance(new Properties()).getStore("pop3")) {
            store.connect("127.0.0.1", port, address, address);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                for (Message message : inbox.getMessages()) {
                    mails.add(new Mail(
                            message.getSubject(),
                            message.getContent().toString(),
                            header(message.getHeader("Message-ID")[0])));
                }
            }
        } catch (AuthenticationFailedException _) {
            return List.of();
        }
        return mails;
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    }

    private static String header(String value) {
        return Objects.requireNonNull(value);
    }

    private JsonPath get(String path) {
        return given().header("Aquifer-Organisation", organisation)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath post(String path, String body, int status) {
        return given().header("Aquifer-Organisation", organisation)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }
}
