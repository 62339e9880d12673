package dev.aquifer.billing.bill;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.usage.Tokens;
import io.quarkus.logging.Log;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// From Kafka to the bill, through the real servers.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(user = "ann")
@OidcSecurity(claims = {@Claim(key = "sub", value = "ann"), @Claim(key = "name", value = "Ann")})
class ThreadTest {

    @Inject
    Given given;

    @Test
    void a_usage_event_is_on_the_bill_within_seconds() {
        // given
        UUID organisation = given.organisation("Tern", "ann=OWNER");
        Instant now = Instant.now();
        var usage = given.usage(organisation, given.id(), now, new Tokens(1_000_000, 0, 0, 500_000, 0));

        // when
        given.send(Topics.USAGE, organisation, given.recorded(usage));

        // then
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            JsonPath bills = get(organisation, "/api/bills");
            assertThat(bills.getString("[0].net")).isEqualTo("6.00");
        });
        JsonPath bill = get(
                organisation, "/api/bills/" + get(organisation, "/api/bills").getString("[0].month"));
        assertThat(bill.getString("vat")).isEqualTo("0.36");
        assertThat(bill.getString("payable")).isEqualTo("6.36");
        assertThat(bill.getList("groups[0].charges.bucket")).containsExactly("INPUT", "OUTPUT");
        String charge = bill.getString("groups[0].charges[1].id");
        assertThat(get(organisation, "/api/charges/" + charge).getString("arithmetic"))
                .isEqualTo("500,000 tokens × 8.00 ÷ 1,000,000 = 4.00 → 4.00");
        assertThat(get(organisation, "/api/charges/" + charge + "/facts").getString("items[0].request"))
                .isEqualTo(usage.request());
        assertThat(get(organisation, "/api/requests?request=" + usage.request()).getList("items"))
                .hasSize(1);
        assertThat(get(organisation, "/api/usage").getLong("outputTokens")).isEqualTo(500_000);
        assertThat(get(organisation, "/api/standing").getString("used")).isEqualTo("6.36");
    }

    @Test
    void the_bill_follows_a_call_within_five_seconds() {
        // given: an organisation that is known
        UUID organisation = given.organisation("Swift", "ann=DEVELOPER");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(get(organisation, "/api/bills").getString("[0].net"))
                        .isEqualTo("0.00"));

        for (int call = 1; call <= 5; call++) {
            // when
            String expected = call + ".00";
            var usage = given.usage(organisation, given.id(), Instant.now(), new Tokens(500_000, 0, 0, 0, 0));
            given.send(Topics.USAGE, organisation, given.recorded(usage));
            Instant sent = Instant.now();

            // then
            await().atMost(Duration.ofSeconds(5))
                    .pollInterval(Duration.ofMillis(20))
                    .untilAsserted(
                            () -> assertThat(get(organisation, "/api/bills").getString("[0].net"))
                                    .isEqualTo(expected));
            Log.infof("from Kafka to the bill: %d ms", sent.until(Instant.now(), ChronoUnit.MILLIS));
        }
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
