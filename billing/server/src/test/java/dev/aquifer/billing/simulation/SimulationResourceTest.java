package dev.aquifer.billing.simulation;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.aquifer.billing.BillingServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;

/// Over HTTP a scenario is played as by the command, and its mistakes are named as there.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(user = "ann")
class SimulationResourceTest {
    private static final String MISTAKEN = """
            {"id": "S", "programmes": [], "steps": [
              {"op": "month", "month": "2026-06"},
              {"op": "charge", "id": "c", "organisation": "o", "kind": "lease", "from": "2026-06-03T00:00:00+08:00",
               "to": "2026-06-04T00:00:00+08:00", "quantity": "99999999999999", "unitPrice": "99999999999999"}]}""";

    @Test
    void a_sample_is_played() {
        given().contentType(ContentType.JSON)
                .body(Samples.find("e1").orElseThrow())
                .post("/api/simulations")
                .then()
                .statusCode(200)
                .body("bills[0].payable", equalTo("1109696.42"));
    }

    @Test
    void a_mistake_names_step_and_field_and_what_would_be_right() {
        given().contentType(ContentType.JSON)
                .body(MISTAKEN)
                .post("/api/simulations")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", contains("steps[1].quantity"))
                .body("detail", containsString("step 2, field quantity: must not come to more than"));
    }

    @Test
    void a_year_that_no_calendar_has_is_a_mistake_too() {
        given().contentType(ContentType.JSON)
                .body(MISTAKEN.replace("2026-06-03", "+999999999-12-03"))
                .post("/api/simulations")
                .then()
                .statusCode(400)
                .body("violations.field", contains("steps[1].from"));
    }
}
