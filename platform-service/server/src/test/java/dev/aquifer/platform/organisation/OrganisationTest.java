package dev.aquifer.platform.organisation;

import static dev.aquifer.platform.People.as;
import static dev.aquifer.platform.People.in;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.aquifer.platform.People;
import dev.aquifer.platform.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class OrganisationTest {
    @Test
    void the_founder_is_the_owner_and_sees_only_the_own_organisation() {
        UUID tern = People.organisation("Ada");
        UUID gull = People.organisation("Bo");

        as("Ada").get("/api/organisations").then().statusCode(200).body("id", hasItem(tern.toString()));
        in(tern, "Ada").get("/api/members").then().statusCode(200).body("role", contains("OWNER"));
        in(gull, "Ada")
                .get("/api/members")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("https://aquifer.dev/problems/not-found"));
    }

    @Test
    void a_request_without_the_header_is_told_so() {
        as("Ada")
                .get("/api/members")
                .then()
                .statusCode(400)
                .body("type", equalTo("https://aquifer.dev/problems/organisation-missing"));
    }

    @Test
    void a_taken_name_is_refused_and_the_field_is_named() {
        String slug = "t-" + UUID.randomUUID();
        as("Ada")
                .body(Map.of("name", "One", "slug", slug))
                .post("/api/organisations")
                .then()
                .statusCode(200);

        as("Bo").body(Map.of("name", "Two", "slug", slug))
                .post("/api/organisations")
                .then()
                .statusCode(409)
                .body("violations.field", contains("slug"));
    }

    @Test
    void a_wrong_credit_code_is_refused_and_the_field_is_named() {
        as("Ada")
                .body(Map.of("name", "One", "slug", "t-" + UUID.randomUUID(), "creditCode", "91310000MA1FL0000A"))
                .post("/api/organisations")
                .then()
                .statusCode(400)
                .body("type", equalTo("https://aquifer.dev/problems/validation"))
                .body("violations.field", contains("creditCode"));
    }

    @Test
    void steps_tick_once() {
        UUID tern = People.organisation("Ada");

        in(tern, "Ada")
                .get("/api/steps")
                .then()
                .statusCode(200)
                .body("step", hasSize(5))
                .body("doneAt[0]", nullValue());
        String first = in(tern, "Ada")
                .put("/api/steps/TRY_NOW")
                .then()
                .statusCode(200)
                .extract()
                .path("doneAt");
        in(tern, "Ada").put("/api/steps/TRY_NOW").then().statusCode(200).body("doneAt", equalTo(first));
        in(tern, "Ada").put("/api/steps/MAKE_KEY").then().statusCode(400).body("violations.field", contains("step"));
    }

    @Test
    void the_last_owner_stays() {
        UUID tern = People.organisation("Ada");

        in(tern, "Ada")
                .body(Map.of("role", "VIEWER"))
                .put("/api/members/Ada")
                .then()
                .statusCode(409)
                .body("type", equalTo("https://aquifer.dev/problems/conflict"));
        in(tern, "Ada").delete("/api/members/Ada").then().statusCode(409);
    }

    @Test
    void an_operator_belongs_to_the_operators_organisation() {
        as("Olga", "operator")
                .get("/api/organisations")
                .then()
                .statusCode(200)
                .body("id", hasItem(OperatorOrganisation.ID.toString()));
        in(OperatorOrganisation.ID, "Olga", "operator").get("/api/steps").then().statusCode(200);
        in(OperatorOrganisation.ID, "Olga").get("/api/steps").then().statusCode(404);
    }
}
