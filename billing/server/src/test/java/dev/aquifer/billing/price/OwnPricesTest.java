package dev.aquifer.billing.price;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.Topics;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.api.usage.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a tenant sees of its contract, what others see of it, and what the gateway is told.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(user = "ann")
@OidcSecurity(claims = @Claim(key = "sub", value = "ann"))
class OwnPricesTest {

    private static final JsonPathConfig EXACT = new JsonPathConfig(NumberReturnType.BIG_DECIMAL);
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Given given;

    @Inject
    Organisations organisations;

    @Inject
    PriceBooks books;

    @Inject
    PriceAnnouncement announcement;

    @Test
    void a_tenant_sees_its_own_prices_and_nobody_elses() {
        // given: output in tiers, 15 % off all chips
        UUID tern = known();
        UUID gull = known();
        String version = contract(tern);

        // then
        JsonPath own = own(tern);
        assertThat(own.getString(output() + ".entry.model")).isEqualTo("GRADUATED");
        assertThat(number(own, output() + ".unitPrice")).isEqualByComparingTo("6");
        assertThat(number(own, output() + ".list")).isEqualByComparingTo("8");
        assertThat(own.getBoolean(output() + ".contract")).isTrue();
        assertThat(own.getString(output() + ".book")).isEqualTo(version);
        assertThat(number(own, chip() + ".unitPrice")).isEqualByComparingTo("6.29");
        assertThat(number(own, chip() + ".entry.discount")).isEqualByComparingTo("0.15");
        JsonPath others = own(gull);
        assertThat(number(others, output() + ".unitPrice")).isEqualByComparingTo("8");
        assertThat(others.getBoolean(output() + ".contract")).isFalse();
        assertThat(number(others, chip() + ".unitPrice")).isEqualByComparingTo("7.40");
        assertThat(number(estimate(tern), "[0].list")).isEqualByComparingTo("6.29");
        assertThat(number(estimate(gull), "[0].list")).isEqualByComparingTo("7.40");
        given().header("Aquifer-Organisation", tern)
                .get("/api/prices/comparison")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("model"));
        given().header("Aquifer-Organisation", given.id())
                .get("/api/prices/own")
                .then()
                .statusCode(404);
    }

    @Test
    void the_next_token_costs_what_the_tier_says_that_the_month_has_reached_and_the_gateway_is_told() {
        // given
        UUID tern = known();
        UUID gull = known();
        contract(tern);
        announcement.tell();
        await().atMost(SOON).untilAsserted(() -> assertThat(told(tern)).contains("\"pricePerMillion\":6.00"));

        // when: more than the first million
        given.send(
                dev.aquifer.platform.api.Topics.USAGE,
                tern,
                given.recorded(given.usage(tern, new UUID(0, 3), Instant.now(), new Tokens(0, 0, 0, 1_200_000, 0))));

        // then
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(number(own(tern), output() + ".unitPrice")).isEqualByComparingTo("4"));
        announcement.tell();
        await().atMost(SOON).untilAsserted(() -> assertThat(told(tern)).contains("\"pricePerMillion\":4.00"));
        assertThat(given.latest(Topics.PRICES)).containsKey("prices").doesNotContainKey(gull.toString());
    }

    private String told(UUID organisation) {
        return given.latest(Topics.PRICES).getOrDefault(organisation.toString(), "nothing");
    }

    private UUID known() {
        UUID id = given.id();
        organisations.save(new OrganisationChanged(
                id, "Tern", "s" + id, List.of(new OrganisationChanged.Member("ann", Role.OWNER))));
        return id;
    }

    /// In force since before the month began, as if it had been published then.
    private String contract(UUID organisation) {
        String version = "C-" + organisation;
        String entry = "insert into contract_entry values ('" + organisation + "', '" + version + "', ";
        given.asSuperuser("insert into contract_book (organisation_id, version, valid_from, currency, vat_rate, title,"
                + " changed_by, changed_at) values ('" + organisation + "', '" + version
                + "', '2026-02-01 00:00+08', 'CNY', 0.06, 'A contract', 'test', now())");
        given.asSuperuser(entry + "0, 'TOKENS', 'aquifer-lexicon-6m', 'OUTPUT', null, 'GRADUATED', null, '{1000000}',"
                + " '{6,4}', null, null, null, null, null, 0)");
        given.asSuperuser(entry + "1, 'LEASE', '*', null, null, 'LIST', null, '{}', '{}', null, null, null, null, null,"
                + " 0.15)");
        given.asSuperuser("update contract_book set state = 'PUBLISHED' where version = '" + version + "'");
        books.forget();
        return version;
    }

    private static String output() {
        return "find { it.entry.item == 'aquifer-lexicon-6m' && it.entry.bucket == 'OUTPUT' }";
    }

    private static String chip() {
        return "find { it.entry.item == 'huawei-ascend-910b4' && it.entry.kind == 'LEASE' }";
    }

    private static JsonPath own(UUID organisation) {
        return given().header("Aquifer-Organisation", organisation)
                .get("/api/prices/own")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath(EXACT);
    }

    private static JsonPath estimate(UUID organisation) {
        return given().header("Aquifer-Organisation", organisation)
                .contentType(ContentType.JSON)
                .body(Map.of("chipTypes", List.of("huawei-ascend-910b4")))
                .post("/api/estimates")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath(EXACT);
    }

    private static BigDecimal number(JsonPath json, String path) {
        return new BigDecimal(json.getString(path));
    }
}
