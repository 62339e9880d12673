package dev.aquifer.billing.caller;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.key.KeyForm;
import dev.aquifer.platform.api.key.KeyScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What API keys may read of billing, and that they change nothing.
@QuarkusTest
@WithTestResource(BillingServers.class)
class KeysTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PROBLEM = "https://aquifer.dev/problems/";

    /// What the scope `billing:read` opens. Everything else is closed to every key.
    private static final Set<String> OPEN = """
            GET /api/prices
            GET /api/prices/own
            GET /api/prices/comparison
            GET /api/standing
            GET /api/bills
            GET /api/bills/{month}
            GET /api/bills/{month}/document
            GET /api/bills/{month}/csv
            GET /api/bills/{month}/focus
            GET /api/bills/{month}/pdf
            GET /api/bills/{month}/package
            GET /api/invoices
            GET /api/invoices/csv
            GET /api/charges/{charge}
            GET /api/charges/{charge}/facts
            GET /api/usage
            GET /api/requests
            GET /api/usage/split
            GET /api/usage/split.csv
            GET /api/usage/anomalies
            GET /api/usage/labels
            GET /api/budgets
            GET /api/notices
            GET /api/notices/addresses
            GET /api/webhooks
            GET /api/deliveries
            GET /api/programmes
            GET /api/grants
            GET /api/simulations/samples
            GET /api/simulations/samples/{id}
            GET /api/applications
            GET /api/applications/{application}
            GET /api/applications/{application}/evidence/{evidence}
            GET /api/accruals
            GET /api/claims
            GET /api/subsidy-terms
            GET /api/balance
            GET /api/transfers
            GET /api/payments
            GET /api/refunds
            GET /api/credit-notes
            GET /api/ledger/accounts
            GET /api/ledger/entries
            GET /api/ledger/transactions/{transaction}
            GET /api/ledger/seals
            GET /api/ledger/journal
            """.lines().collect(Collectors.toSet());

    @Inject
    Given facts;

    @Inject
    ApiKeys keys;

    @Inject
    KeyRing ring;

    @Test
    void a_key_reads_what_its_scope_opens_and_changes_nothing() {
        // given
        UUID organisation = facts.organisation("Keys", "ann=OWNER");
        String reading = usable(keys.of(organisation, KeyScope.BILLING_READ));
        String other = usable(keys.of(organisation, KeyScope.INFERENCE, KeyScope.MANAGE));
        List<Call> calls = calls();
        assertThat(calls.stream().map(Call::template)).containsAll(OPEN);

        List<String> wrong = new ArrayList<>();
        for (Call call : calls) {
            // when
            int read = call.with(reading);
            String refused = call.refusal(other);

            // then
            boolean open = OPEN.contains(call.template());
            if (open ? read == 401 || read == 403 || read >= 500 : read != 403) {
                wrong.add(call.template() + " with billing:read: " + read);
            }
            if (!refused.equals(open ? "403 " + PROBLEM + "key-scope" : "403 " + PROBLEM + "forbidden")) {
                wrong.add(call.template() + " without billing:read: " + refused);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(calls.stream().map(Call::method)).contains("POST", "PUT", "DELETE");
    }

    @Test
    void a_key_needs_no_header_and_a_foreign_organisation_looks_absent() {
        UUID tern = facts.organisation("Tern", "ann=OWNER");
        UUID gull = facts.organisation("Gull", "bob=OWNER");
        String key = usable(keys.of(tern, KeyScope.BILLING_READ));

        with(key).get("/api/balance").then().statusCode(200);
        with(key)
                .header("Aquifer-Organisation", tern)
                .get("/api/balance")
                .then()
                .statusCode(200);
        for (UUID other : List.of(gull, UUID.randomUUID())) {
            for (String path : List.of("/api/balance", "/api/prices")) {
                with(key)
                        .header("Aquifer-Organisation", other)
                        .get(path)
                        .then()
                        .statusCode(404)
                        .body("type", equalTo(PROBLEM + "not-found"));
            }
        }
        with(key).header("Aquifer-Organisation", "x").get("/api/balance").then().statusCode(400);
    }

    @Test
    void a_key_without_the_scope_is_told_which_one_it_would_need() {
        UUID organisation = facts.organisation("Scopes", "ann=OWNER");
        ApiKeys.Made old = new ApiKeys.Made(facts.id(), organisation, keys.secret());
        keys.state(old, Instant.now().plus(Duration.ofDays(1)), null, null);

        with(usable(old))
                .get("/api/balance")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo(PROBLEM + "key-scope"))
                .body("scope", equalTo("billing:read"))
                .body("has", contains("inference"))
                .body("detail", containsString("the scope billing:read"));
    }

    @Test
    void unknown_mistyped_expired_and_revoked_keys_are_refused_alike() {
        UUID organisation = facts.organisation("Refused", "ann=OWNER");
        ApiKeys.Made revoked = keys.of(organisation, KeyScope.BILLING_READ);
        ApiKeys.Made expired = keys.of(organisation, KeyScope.BILLING_READ);
        ApiKeys.Made dropped = keys.of(organisation, KeyScope.BILLING_READ);
        String good = usable(keys.of(organisation, KeyScope.BILLING_READ));
        List.of(revoked, expired, dropped).forEach(this::usable);

        List<KeyScope> scopes = List.of(KeyScope.BILLING_READ);
        Instant later = Instant.now().plus(Duration.ofDays(1));
        keys.state(revoked, later, Instant.now(), scopes);
        keys.state(expired, Instant.now().minusSeconds(1), null, scopes);
        facts.drop(Topics.KEYS, dropped.id());
        List.of(revoked, expired, dropped)
                .forEach(key -> await().atMost(SOON).untilAsserted(() -> refused(key.secret())));
        String unknown = keys.secret();
        refused(unknown);
        String mistyped = good.substring(0, 20) + (good.charAt(20) == 'x' ? 'y' : 'x') + good.substring(21);
        refused(mistyped);
        refused("aqf_");
        assertThat(ring.refusedLately(KeyForm.hash(unknown))).isTrue();
        assertThat(ring.refusedLately(KeyForm.hash(mistyped))).isFalse();

        // A fact from before the revocation, told again, does not bring the key back.
        keys.state(revoked, later, null, scopes);
        String marker = usable(keys.of(organisation, KeyScope.BILLING_READ));
        refused(revoked.secret());
        with(marker).get("/api/balance").then().statusCode(200);
        with(good).get("/api/balance").then().statusCode(200);
    }

    @Test
    void a_fact_that_is_no_key_is_put_aside_and_the_next_one_counts() {
        UUID organisation = facts.organisation("Aside", "ann=OWNER");
        UUID broken = facts.id();
        facts.send(Topics.KEYS, broken, "{\"type\":\"dev.aquifer.key.changed.v1\",\"data\":{}}");

        usable(keys.of(organisation, KeyScope.BILLING_READ));

        assertThat(facts.asSuperuser("select code from quarantine where record_key = '" + broken + "'"))
                .containsExactly(List.of("MISSING"));
    }

    private static RequestSpecification with(String key) {
        return given().auth().oauth2(key);
    }

    /// Waits until billing knows the key.
    private String usable(ApiKeys.Made key) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(with(key.secret()).get("/api/balance").statusCode())
                                .isIn(200, 403));
        return key.secret();
    }

    private static void refused(String key) {
        with(key)
                .get("/api/balance")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo(PROBLEM + "unauthenticated"))
                .body("detail", containsString("API key"));
    }

    private record Call(String method, String path, String mediaType) {
        private static final Map<String, String> KNOWN =
                Map.of("month", "2026-11", "kind", "DEPLOYMENT", "version", "99", "id", "e1", "book", "2026-01");

        String template() {
            return method + " " + path;
        }

        int with(String key) {
            return made(key).statusCode();
        }

        String refusal(String key) {
            var answer = made(key);
            return answer.statusCode() + " " + answer.path("type");
        }

        private Response made(String key) {
            String url = Arrays.stream(path.split("/", -1))
                    .map(part -> part.startsWith("{")
                            ? KNOWN.getOrDefault(
                                    part.substring(1, part.length() - 1),
                                    UUID.randomUUID().toString())
                            : part)
                    .collect(Collectors.joining("/"));
            RequestSpecification request = KeysTest.with(key);
            if (!mediaType.isEmpty()) {
                request.contentType(mediaType).body("{}".getBytes(StandardCharsets.UTF_8));
            }
            return request.request(method, url);
        }
    }

    /// Every call of the OpenAPI document, with the media type that its body takes.
    private static List<Call> calls() {
        Map<String, Map<String, Object>> paths = given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .path("paths");
        List<Call> calls = new ArrayList<>();
        new TreeMap<>(paths)
                .forEach((path, methods) -> methods.forEach((method, operation) -> {
                    if (operation instanceof Map<?, ?> one
                            && Set.of("get", "put", "post", "delete").contains(method)) {
                        calls.add(new Call(method.toUpperCase(Locale.ROOT), path, mediaType(one.get("requestBody"))));
                    }
                }));
        return calls;
    }

    private static String mediaType(@Nullable Object body) {
        return body instanceof Map<?, ?> one && one.get("content") instanceof Map<?, ?> content
                ? String.valueOf(content.keySet().iterator().next())
                : "";
    }
}
