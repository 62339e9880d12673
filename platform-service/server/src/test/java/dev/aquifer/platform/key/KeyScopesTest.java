package dev.aquifer.platform.key;

import static dev.aquifer.platform.People.in;
import static dev.aquifer.platform.People.withKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.aquifer.platform.KafkaLog;
import dev.aquifer.platform.MembersFixture;
import dev.aquifer.platform.MovedClock;
import dev.aquifer.platform.People;
import dev.aquifer.platform.Servers;
import dev.aquifer.platform.api.key.CreatedKey;
import dev.aquifer.platform.api.key.KeyChanged;
import dev.aquifer.platform.api.key.KeyForm;
import dev.aquifer.platform.api.key.KeyKind;
import dev.aquifer.platform.api.key.KeyScope;
import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.organisation.OperatorOrganisation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Keys at the management API: what each scope opens is in `AccessMatrixTest`.
@QuarkusTest
@QuarkusTestResource(Servers.class)
class KeyScopesTest {
    @Inject
    KafkaLog kafka;

    @Inject
    KeyRing ring;

    @Inject
    MembersFixture members;

    @Inject
    MovedClock clock;

    @Test
    void a_key_is_for_inference_alone_unless_its_maker_says_more() {
        UUID tern = People.organisation("Ada");

        in(tern, "Ada")
                .body(Map.of("name", "laptop", "expiresInDays", 30))
                .post("/api/keys")
                .then()
                .statusCode(200)
                .body("key.scopes", contains("inference"));
        CreatedKey more = People.created(tern, "Ada", "nightly", "billing:read", "manage");

        assertThat(more.key().scopes()).containsExactly(KeyScope.MANAGE, KeyScope.BILLING_READ);
        in(tern, "Ada").get("/api/keys").then().body("items[0].scopes", contains("manage", "billing:read"));
        in(tern, "Ada").get("/api/audit").then().body("items[0].detail", equalTo("nightly (manage, billing:read)"));
        KeyChanged fact = kafka.last("keys.v1", more.key().id().toString(), KeyChanged.class);
        assertThat(fact.scopes()).containsExactly(KeyScope.MANAGE, KeyScope.BILLING_READ);
        assertThat(fact.name()).isEqualTo("nightly");
    }

    @Test
    void scopes_that_are_none_are_refused_with_the_field_named() {
        UUID tern = People.organisation("Ada");

        for (String scopes : List.of("[]", "[\"admin\"]", "[null]", "\"manage\"")) {
            in(tern, "Ada")
                    .body("{\"name\":\"laptop\",\"expiresInDays\":1,\"scopes\":" + scopes + "}")
                    .post("/api/keys")
                    .then()
                    .statusCode(400)
                    .body("violations[0].field", containsString("scopes"));
        }
        in(tern, "Ada").get("/api/keys").then().body("items", hasSize(0));
    }

    @Test
    void nobody_gives_a_scope_that_they_lack() {
        UUID tern = People.organisation("Ada");
        members.add(tern, "Dev", Role.DEVELOPER);
        members.add(tern, "Fin", Role.FINANCE);

        create(in(tern, "Dev"), "inference", "manage").then().statusCode(200);
        create(in(tern, "Dev"), "billing:read")
                .then()
                .statusCode(403)
                .body("detail", containsString("OWNER or FINANCE"));
        String books = create(in(tern, "Fin"), "billing:read")
                .then()
                .statusCode(200)
                .extract()
                .path("key.id");
        create(in(tern, "Fin"), "billing:read", "inference").then().statusCode(403);

        String secret = People.key(tern, "Ada", "manage");
        create(withKey(secret), "manage").then().statusCode(200).body("key.createdBy", equalTo("script"));
        create(withKey(secret), "manage", "billing:read")
                .then()
                .statusCode(403)
                .body("type", equalTo("https://aquifer.dev/problems/key-scope"))
                .body("scope", equalTo("billing:read"));

        CreatedKey laptop = People.created(tern, "Ada", "laptop", "inference");
        in(tern, "Fin").delete("/api/keys/" + laptop.key().id()).then().statusCode(403);
        in(tern, "Fin").delete("/api/keys/" + books).then().statusCode(200);
    }

    @Test
    void a_key_acts_in_its_own_organisation_and_a_foreign_one_looks_absent() {
        UUID tern = People.organisation("Ada");
        UUID gull = People.organisation("Bo");
        CreatedKey foreign = People.created(gull, "Bo", "laptop", "inference");
        String key = People.key(tern, "Ada", "manage");

        withKey(key).get("/api/keys").then().statusCode(200).body("items.name", contains("script"));
        withKey(key)
                .header("Aquifer-Organisation", tern)
                .get("/api/keys")
                .then()
                .statusCode(200);
        for (UUID other : List.of(gull, UUID.randomUUID())) {
            withKey(key)
                    .header("Aquifer-Organisation", other)
                    .get("/api/keys")
                    .then()
                    .statusCode(404)
                    .body("detail", equalTo("There is no such organisation."));
        }
        withKey(key)
                .header("Aquifer-Organisation", "tern")
                .get("/api/keys")
                .then()
                .statusCode(400);
        withKey(key).delete("/api/keys/" + foreign.key().id()).then().statusCode(404);
    }

    @Test
    void a_key_without_the_scope_is_told_which_one_it_would_need() {
        UUID tern = People.organisation("Ada");

        withKey(People.key(tern, "Ada", "inference", "billing:read"))
                .get("/api/deployments")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("https://aquifer.dev/problems/key-scope"))
                .body("scope", equalTo("manage"))
                .body("has", contains("inference", "billing:read"))
                .body("detail", containsString("the scope manage"));
        withKey(People.key(tern, "Ada", "manage"))
                .get("/api/audit")
                .then()
                .statusCode(403)
                .body("type", equalTo("https://aquifer.dev/problems/forbidden"))
                .body("detail", containsString("Sign in as a person"));
    }

    @Test
    void what_a_key_does_stands_in_the_log_under_its_name() {
        UUID tern = People.organisation("Ada");
        CreatedKey script = People.created(tern, "Ada", "nightly build", "manage", "inference");
        CreatedKey old = People.created(tern, "Ada", "old", "inference");

        withKey(script.secret()).delete("/api/keys/" + old.key().id()).then().statusCode(200);

        in(tern, "Ada")
                .get("/api/audit")
                .then()
                .body("items[0].action", equalTo("key.revoked"))
                .body("items[0].keyName", equalTo("nightly build"))
                .body("items[0].person", equalTo("key:" + script.key().id()))
                .body("items[1].action", equalTo("key.created"))
                .body("items[1].person", equalTo("Ada"))
                .body("items[1].keyName", nullValue());
    }

    @Test
    void unknown_mistyped_revoked_and_expired_keys_are_refused_alike() {
        UUID tern = People.organisation("Ada");
        CreatedKey revoked = People.created(tern, "Ada", "revoked", "manage");
        String expired = People.key(tern, "Ada", "manage");
        String good = People.key(tern, "Ada", "manage");
        withKey(revoked.secret()).get("/api/keys").then().statusCode(200);
        withKey(expired).get("/api/keys").then().statusCode(200);

        in(tern, "Ada").delete("/api/keys/" + revoked.key().id()).then().statusCode(200);
        String unknown = KeySecret.random(KeyKind.LIVE, new SecureRandom()).text();
        String mistyped = good.substring(0, 20) + (good.charAt(20) == 'x' ? 'y' : 'x') + good.substring(21);
        for (String refused : List.of(revoked.secret(), unknown, mistyped, "aqf_", "aqf_l_")) {
            refused(refused);
        }
        withKey(good).get("/api/keys").then().statusCode(200);
        clock.by(Duration.ofDays(31));
        try {
            refused(expired);
        } finally {
            clock.by(Duration.ofDays(-31));
        }
    }

    @Test
    void a_refused_key_is_not_looked_up_again_and_a_mistyped_one_never() {
        String unknown = KeySecret.random(KeyKind.LIVE, new SecureRandom()).text();
        String mistyped = unknown.substring(0, 43) + (unknown.charAt(43) == '0' ? '1' : '0');

        refused(unknown);
        refused(mistyped);

        assertThat(ring.refusedLately(KeyForm.hash(unknown))).isTrue();
        assertThat(ring.refusedLately(KeyForm.hash(mistyped))).isFalse();
    }

    @Test
    void the_operators_organisation_is_not_managed_by_keys() {
        People.as("Olga", "operator").get("/api/organisations").then().statusCode(200);
        CreatedKey key = in(OperatorOrganisation.ID, "Olga", "operator")
                .body(Map.of("name", "script", "expiresInDays", 1, "scopes", List.of("manage")))
                .post("/api/keys")
                .then()
                .statusCode(200)
                .extract()
                .as(CreatedKey.class);

        withKey(key.secret())
                .get("/api/deployments")
                .then()
                .statusCode(403)
                .body("detail", containsString("by persons"));
    }

    private static void refused(String key) {
        withKey(key)
                .get("/api/keys")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("type", equalTo("https://aquifer.dev/problems/unauthenticated"))
                .body("detail", containsString("API key"));
    }

    private static Response create(RequestSpecification who, String... scopes) {
        return who.body(Map.of("name", "made", "expiresInDays", 1, "scopes", List.of(scopes)))
                .post("/api/keys");
    }
}
