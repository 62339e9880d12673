package dev.aquifer.billing.usage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.usage.Dimension;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.usage.Tokens;
import dev.aquifer.platform.api.usage.UsageRecorded;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The explorer beside the bill, through the real servers.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(user = "ann")
@OidcSecurity(claims = {@Claim(key = "sub", value = "ann"), @Claim(key = "name", value = "Ann")})
class ExplorerTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Given given;

    @Test
    void every_split_of_the_month_sums_to_the_bill() {
        // given: requests of odd sizes by three keys on two chips, and a lease over some hours
        UUID organisation = given.organisation("Heron", "ann=OWNER");
        Instant now = Instant.now();
        Instant first = ServiceTime.start(ServiceTime.month(now));
        Random random = new Random(7);
        UUID deployment = given.id();
        List<String> facts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            long back = random.nextLong(Math.max(1, first.until(now, ChronoUnit.SECONDS)));
            facts.add(given.recorded(request(
                    organisation,
                    i % 3 == 0 ? given.id() : deployment,
                    new UUID(1, i % 4),
                    i,
                    now.minusSeconds(back))));
        }
        given.sendAll(Topics.USAGE, organisation, facts);
        var lease = given.lease(
                organisation,
                "huawei-ascend-910b4",
                8,
                now.minus(Duration.ofMinutes(200)).isBefore(first) ? first : now.minus(Duration.ofMinutes(200)));
        given.sendAll(Topics.LEASES, organisation, List.of(given.opened(lease), given.alive(lease, now)));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(split(organisation, "").getLong("total.requests")).isEqualTo(40);
            assertThat(new BigDecimal(split(organisation, "").getString("total.chipSeconds")))
                    .isPositive();
        });

        // when
        JsonPath bill = get(organisation, "/api/bills/" + ServiceTime.month(now));

        // then
        for (Dimension one : Dimension.values()) {
            for (Dimension other : Dimension.values()) {
                String by = one == other ? "by=" + one : "by=" + one + "&by=" + other;
                JsonPath split = split(organisation, by);
                assertThat(sum(split, "net")).as(by).isEqualTo(bill.getString("net"));
                assertThat(sum(split, "subsidy")).as(by).isEqualTo(bill.getString("subsidy"));
                assertThat(split.getString("total.net")).as(by).isEqualTo(bill.getString("net"));
            }
        }
        assertThat(split(organisation, "by=KEY").getList("parts.values.flatten()"))
                .contains(new UUID(1, 1).toString());
        assertThat(split(organisation, "by=DAY&from=" + ServiceTime.day(first) + "&to=" + ServiceTime.day(now))
                        .getString("total.net"))
                .isEqualTo(bill.getString("net"));

        // and: labels count from the first day on, the key's before the deployment's
        label(organisation, "DEPLOYMENT", deployment, "search");
        label(organisation, "KEY", new UUID(1, 1), "night");
        JsonPath labels = split(organisation, "by=LABEL");
        assertThat(labels.getList("parts.values.flatten()")).contains("search", "night");
        assertThat(sum(labels, "net")).isEqualTo(bill.getString("net"));
        assertThat(split(organisation, "label=night").getString("total.net"))
                .isEqualTo(split(organisation, "key=" + new UUID(1, 1)).getString("total.net"));

        // and: the file says the same
        String csv = given().header("Aquifer-Organisation", organisation)
                .get("/api/usage/split.csv?by=DAY&by=KEY")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();
        BigDecimal inFile = csv.lines()
                .skip(1)
                .map(line -> new BigDecimal(line.split(",", -1)[5]))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(inFile).isEqualByComparingTo(bill.getString("net"));
        assertThat(given.asSuperuser("select 1 from usage_pending where organisation_id = '" + organisation + "'"))
                .as("folded on reading")
                .isEmpty();
    }

    @Test
    void what_cannot_be_asked_names_the_field() {
        UUID organisation = given.organisation("Ibis", "ann=VIEWER");
        await().atMost(SOON).untilAsserted(() -> split(organisation, ""));

        refused(organisation, "by=COLOUR", "by");
        refused(organisation, "by=DAY&by=KEY&by=CHIP", "by");
        refused(organisation, "month=november", "month");
        refused(organisation, "from=2026-11-01", "to");
        refused(organisation, "from=2026-11-02&to=2026-11-01", "to");
        refused(organisation, "month=2026-11&from=2026-11-01&to=2026-11-02", "month");
        given().header("Aquifer-Organisation", organisation)
                .contentType(ContentType.JSON)
                .body("{\"label\": \"x\"}")
                .put("/api/usage/labels/KEY/" + UUID.randomUUID())
                .then()
                .statusCode(403);
    }

    private UsageRecorded request(UUID organisation, UUID deployment, UUID key, int i, Instant at) {
        UsageRecorded blank = given.usage(
                organisation,
                deployment,
                at,
                new Tokens(1_000 + 7_331L * i, i % 2 == 0 ? 311L * i : 0, 0, 5_000 + 977L * i, 0));
        return new UsageRecorded(
                blank.organisation(),
                key,
                i % 7 == 0,
                blank.request(),
                blank.deployment(),
                blank.deploymentName(),
                blank.modelSlug(),
                true,
                blank.replica(),
                i % 2 == 0 ? "local-cpu" : "huawei-ascend-910b4",
                false,
                blank.operation(),
                true,
                blank.outcome(),
                blank.tokens(),
                blank.startedAt(),
                900,
                120L);
    }

    private static void label(UUID organisation, String kind, UUID subject, String label) {
        given().header("Aquifer-Organisation", organisation)
                .contentType(ContentType.JSON)
                .body("{\"label\": \"" + label + "\"}")
                .put("/api/usage/labels/" + kind + "/" + subject)
                .then()
                .statusCode(200)
                .body("label", equalTo(label));
    }

    private static void refused(UUID organisation, String query, String field) {
        given().header("Aquifer-Organisation", organisation)
                .get("/api/usage/split?" + query)
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo(field));
    }

    private static String sum(JsonPath split, String figure) {
        return split.getList("parts.figures." + figure, String.class).stream()
                .map(BigDecimal::new)
                .reduce(new BigDecimal("0.00"), BigDecimal::add)
                .toPlainString();
    }

    private static JsonPath split(UUID organisation, String query) {
        return get(organisation, "/api/usage/split" + (query.isEmpty() ? "" : "?" + query));
    }

    private static JsonPath get(UUID organisation, String path) {
        return given().header("Aquifer-Organisation", organisation)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
