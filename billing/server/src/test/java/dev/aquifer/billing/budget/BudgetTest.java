package dev.aquifer.billing.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.usage.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Budgets from the REST API to the notice, through the real servers.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(user = "ann")
@OidcSecurity(claims = {@Claim(key = "sub", value = "ann"), @Claim(key = "name", value = "Ann")})
class BudgetTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Given given;

    @Inject
    BudgetDesk desk;

    @Inject
    Tenancy tenancy;

    @Test
    void each_threshold_is_told_once_however_many_look_at_once() throws InterruptedException, ExecutionException {
        // given: 8.00 used of 10.00
        UUID organisation = known("Avocet", "ann=OWNER");
        spend(organisation, UUID.randomUUID(), 1_000_000);
        post(organisation, "{\"scope\": \"ORGANISATION\", \"amount\": \"10.00\", \"thresholds\": [80, 50, 100]}")
                .statusCode(200)
                .body("spent", equalTo("8.00"), "state", equalTo("WARNED"), "used", equalTo(0.8f));

        // when
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> looks = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                looks.add(threads.submit(() -> tenancy.asOrganisation(organisation, () -> desk.look(organisation))));
            }
            for (Future<?> look : looks) {
                look.get();
            }
        }

        // then
        assertThat(thresholds(organisation)).containsExactlyInAnyOrder("50", "80");
        assertThat(get(organisation, "/api/budgets").getList("[0].reached")).containsExactly(50, 80);
        assertThat(get(organisation, "/api/notices").getString("items[0].text")).contains("¥8.00 of ¥10.00");

        // when: the rest is used up, and the watch finds it by itself
        spend(organisation, UUID.randomUUID(), 250_000);

        // then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(thresholds(organisation)).containsExactlyInAnyOrder("50", "80", "100"));
        assertThat(get(organisation, "/api/budgets").getString("[0].state")).isEqualTo("OVER");
    }

    @Test
    void budgets_of_a_deployment_a_key_and_a_label_see_their_part() {
        // given
        UUID organisation = known("Godwit", "ann=FINANCE");
        UUID deployment = UUID.randomUUID();
        spend(organisation, deployment, 1_000_000);
        spend(organisation, UUID.randomUUID(), 500_000);
        given().header("Aquifer-Organisation", organisation)
                .contentType(ContentType.JSON)
                .body("{\"label\": \"search\"}")
                .put("/api/usage/labels/DEPLOYMENT/" + deployment)
                .then()
                .statusCode(200);

        // then: all requests of these tests come with one key
        budget(organisation, "DEPLOYMENT", deployment.toString(), "8.00");
        budget(organisation, "LABEL", "search", "8.00");
        budget(organisation, "KEY", new UUID(0, 1).toString(), "12.00");
    }

    @Test
    void a_budget_that_pauses_is_told_to_the_gateway_when_it_is_used_up_and_when_it_is_raised_or_removed() {
        // given
        UUID organisation = known("Dunlin", "ann=OWNER");
        String key = new UUID(0, 1).toString();
        spend(organisation, UUID.randomUUID(), 1_000_000);
        String whole = post(organisation, pausing("ORGANISATION", "", "9.00"))
                .statusCode(200)
                .body("state", equalTo("WARNED"))
                .extract()
                .path("id");

        // when: used up by what is charged later, seen by the watch
        spend(organisation, UUID.randomUUID(), 200_000);

        // then
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(paused(organisation).getBoolean("data.all")).isTrue());
        assertThat(get(organisation, "/api/notices").getList("items.kind", String.class))
                .contains("BUDGET_PAUSED");

        // when: raised, and the key has a budget that is used up already
        put(organisation, whole, pausing("ORGANISATION", "", "90.00"));
        post(organisation, pausing("KEY", key, "1.00")).statusCode(200).body("state", equalTo("PAUSED"));

        // then
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(paused(organisation).getBoolean("data.all")).isFalse();
            assertThat(paused(organisation).getList("data.keys")).containsExactly(key);
        });

        // when
        String own = get(organisation, "/api/budgets").getString("find { it.scope == 'KEY' }.id");
        given().header("Aquifer-Organisation", organisation)
                .delete("/api/budgets/" + own)
                .then()
                .statusCode(204);

        // then
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(paused(organisation).getList("data.keys")).isEmpty());
    }

    private static String pausing(String scope, String subject, String amount) {
        return "{\"scope\": \"" + scope + "\", " + (subject.isEmpty() ? "" : "\"subject\": \"" + subject + "\", ")
                + "\"amount\": \"" + amount + "\", \"thresholds\": [80], \"pause\": true}";
    }

    private static void put(UUID organisation, String budget, String body) {
        given().header("Aquifer-Organisation", organisation)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/budgets/" + budget)
                .then()
                .statusCode(200);
    }

    /// What the gateway was told last.
    private JsonPath paused(UUID organisation) {
        return JsonPath.from(given.latest(dev.aquifer.billing.api.Topics.PAUSES)
                .getOrDefault(organisation.toString(), "{\"data\": {\"all\": false, \"keys\": []}}"));
    }

    @Test
    void what_is_wrong_with_a_budget_names_the_field() {
        UUID organisation = known("Whimbrel", "ann=OWNER");

        refused(organisation, "{\"scope\": \"ORGANISATION\", \"amount\": \"0.00\", \"thresholds\": [50]}", "amount");
        refused(organisation, "{\"scope\": \"KEY\", \"amount\": \"1.00\", \"thresholds\": [50]}", "subject");
        refused(
                organisation,
                "{\"scope\": \"KEY\", \"subject\": \"x\", \"amount\": \"1.00\", \"thresholds\": [50]}",
                "subject");
        refused(
                organisation,
                "{\"scope\": \"LABEL\", \"subject\": \"x\", \"amount\": \"1.00\", \"thresholds\": [50], \"pause\": true}",
                "pause");
        post(organisation, "{\"scope\": \"ORGANISATION\", \"amount\": \"1.00\", \"thresholds\": []}")
                .statusCode(400);
        post(organisation, "{\"scope\": \"ORGANISATION\", \"amount\": \"1.00\", \"thresholds\": [50]}")
                .statusCode(200);
        refused(organisation, "{\"scope\": \"ORGANISATION\", \"amount\": \"2.00\", \"thresholds\": [50]}", "subject");
        assertThat(given.asSuperuser("select detail from audit_entry where organisation_id = '" + organisation + "'"))
                .hasSize(1);
    }

    private UUID known(String name, String member) {
        UUID organisation = given.organisation(name, member);
        await().atMost(SOON).untilAsserted(() -> get(organisation, "/api/budgets"));
        return organisation;
    }

    /// Tokens of 8.00 CNY a million.
    private void spend(UUID organisation, UUID deployment, long tokens) {
        int before = get(organisation, "/api/usage/split").getInt("total.requests");
        given.send(
                Topics.USAGE,
                organisation,
                given.recorded(given.usage(organisation, deployment, Instant.now(), new Tokens(0, 0, 0, tokens, 0))));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get(organisation, "/api/usage/split").getInt("total.requests"))
                                .isEqualTo(before + 1));
    }

    private void budget(UUID organisation, String scope, String subject, String spent) {
        post(
                        organisation,
                        "{\"scope\": \"" + scope + "\", \"subject\": \"" + subject
                                + "\", \"amount\": \"100.00\", \"thresholds\": [50, 80, 100]}")
                .statusCode(200)
                .body("spent", equalTo(spent), "state", equalTo("WITHIN"));
    }

    private static List<String> thresholds(UUID organisation) {
        return get(organisation, "/api/notices").getList("items.parameters.threshold", String.class);
    }

    private static void refused(UUID organisation, String body, String field) {
        post(organisation, body).statusCode(400).body("violations[0].field", equalTo(field));
    }

    private static ValidatableResponse post(UUID organisation, String body) {
        return given().header("Aquifer-Organisation", organisation)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/budgets")
                .then();
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
