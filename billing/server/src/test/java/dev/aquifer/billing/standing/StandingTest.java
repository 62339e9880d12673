package dev.aquifer.billing.standing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.Topics;
import dev.aquifer.platform.api.usage.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Credit, and what the gateway is told of it; who may do what.
@QuarkusTest
@WithTestResource(BillingServers.class)
class StandingTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Given given;

    @Test
    @TestSecurity(user = "op", roles = "operator")
    @OidcSecurity(claims = @Claim(key = "sub", value = "op"))
    void credit_runs_low_then_out_and_an_operator_raises_it() {
        // given
        UUID organisation = given.organisation("Credit", "ann=OWNER");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(told(organisation).getString("data.available"))
                        .startsWith("1000"));

        // when: 800 CNY and its VAT, of 1,000
        spend(organisation, 100_000_000);

        // then
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(told(organisation).getString("data.state")).isEqualTo("LOW");
            assertThat(told(organisation).getString("data.available")).startsWith("152");
        });

        // when
        spend(organisation, 20_000_000);

        // then
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(told(organisation).getString("data.state")).isEqualTo("SUSPENDED"));

        // when
        given().contentType(ContentType.JSON)
                .body("{\"creditLimit\": \"5000.00\", \"reason\": \"pays on time\"}")
                .put("/api/operator/standings/" + organisation)
                .then()
                .statusCode(200)
                .body("state", equalTo("OK"), "available", equalTo("3982.40"));

        // then
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(told(organisation).getString("data.state")).isEqualTo("OK"));
        assertThat(given.asSuperuser(
                        "select person, detail from audit_entry where organisation_id = '" + organisation + "'"))
                .hasSize(1)
                .first()
                .asString()
                .contains("op", "from 1000.00 to 5000.00", "pays on time");
        given().get("/api/operator/standings")
                .then()
                .statusCode(200)
                .body("organisation", hasItem(organisation.toString()));
    }

    @Test
    @TestSecurity(user = "op", roles = "operator")
    @OidcSecurity(claims = @Claim(key = "sub", value = "op"))
    void a_limit_below_zero_or_without_reason_is_refused_with_the_field() {
        UUID organisation = given.organisation("Refused");
        given().contentType(ContentType.JSON)
                .body("{\"creditLimit\": \"-1.00\", \"reason\": \"x\"}")
                .put("/api/operator/standings/" + organisation)
                .then()
                .statusCode(400)
                .body("type", equalTo("https://aquifer.dev/problems/validation"))
                .body("violations[0].field", equalTo("creditLimit"));
        given().contentType(ContentType.JSON)
                .body("{\"creditLimit\": \"1.00\", \"reason\": \" \"}")
                .put("/api/operator/standings/" + organisation)
                .then()
                .statusCode(400)
                .body("type", equalTo("https://aquifer.dev/problems/validation"));
    }

    @Test
    @TestSecurity(user = "ann")
    @OidcSecurity(claims = @Claim(key = "sub", value = "ann"))
    void a_tenant_sees_its_own_standing_and_nobody_elses() {
        // given
        UUID own = given.organisation("Own", "ann=VIEWER");
        UUID foreign = given.organisation("Foreign", "bob=OWNER");
        await().atMost(SOON)
                .untilAsserted(() -> given().header("Aquifer-Organisation", own)
                        .get("/api/standing")
                        .then()
                        .statusCode(200)
                        .body("creditLimit", equalTo("1000.00")));

        // then: foreign and absent look the same
        for (String path :
                new String[] {"/api/standing", "/api/bills", "/api/bills/2026-11", "/api/usage", "/api/requests"}) {
            for (UUID organisation : new UUID[] {foreign, given.id()}) {
                given().header("Aquifer-Organisation", organisation)
                        .get(path)
                        .then()
                        .statusCode(404)
                        .body("type", equalTo("https://aquifer.dev/problems/not-found"))
                        .body("detail", equalTo("There is no organisation " + organisation + "."));
            }
        }
        given().get("/api/standing")
                .then()
                .statusCode(400)
                .body("type", equalTo("https://aquifer.dev/problems/organisation-missing"));
        given().get("/api/operator/standings").then().statusCode(403);
        given().get("/api/operator/quarantine").then().statusCode(403);
        given().header("Aquifer-Organisation", own)
                .get("/api/bills/soon")
                .then()
                .statusCode(400);
        given().header("Aquifer-Organisation", own)
                .get("/api/charges/" + given.id())
                .then()
                .statusCode(404);
        given().header("Aquifer-Organisation", own)
                .get("/api/requests?limit=0")
                .then()
                .statusCode(400);
    }

    @Test
    void without_a_token_there_is_nothing() {
        for (String path : new String[] {"/api/standing", "/api/bills", "/api/prices", "/api/operator/quarantine"}) {
            given().get(path).then().statusCode(401);
        }
    }

    @Test
    @TestSecurity(user = "ann")
    @OidcSecurity(claims = @Claim(key = "sub", value = "ann"))
    void prices_are_published_and_estimates_made() {
        UUID organisation = given.organisation("Prices", "ann=OWNER");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(given.latest(Topics.PRICES).get("prices"))
                        .contains("\"2026-01\"", "huawei-ascend-910b4"));
        await().atMost(SOON)
                .untilAsserted(() -> given().header("Aquifer-Organisation", organisation)
                        .contentType(ContentType.JSON)
                        .body("{\"chipTypes\": [\"huawei-ascend-910b4\", \"no-such-chip\"]}")
                        .post("/api/estimates")
                        .then()
                        .statusCode(200)
                        .body("[0].list.toString()", equalTo("7.4"), "[1].list", equalTo(null)));
        given().get("/api/prices").then().statusCode(200).body("version", hasItem("2026-01"));
    }

    private void spend(UUID organisation, long outputTokens) {
        given.send(
                dev.aquifer.platform.api.Topics.USAGE,
                organisation,
                given.recorded(
                        given.usage(organisation, organisation, Instant.now(), new Tokens(0, 0, 0, outputTokens, 0))));
    }

    private JsonPath told(UUID organisation) {
        return JsonPath.from(
                Objects.requireNonNullElse(given.latest(Topics.STANDING).get(organisation.toString()), "{}"));
    }
}
