package dev.aquifer.platform.problem;

import static dev.aquifer.platform.People.as;
import static dev.aquifer.platform.People.in;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.aquifer.platform.People;
import dev.aquifer.platform.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class StrictInputTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"laptop\",\"expiresInDays\":30,\"scope\":\"all\"} | scope",
                "{\"name\":\"laptop\",\"expiresInDays\":30,\"name\":\"desk\"} | name",
                "{\"name\":\"laptop\",\"expiresInDays\":\"30\"} | expiresInDays",
                "{\"name\":\"laptop\",\"expiresInDays\":30.5} | expiresInDays",
                "{\"name\":\"laptop\",\"expiresInDays\":null} | expiresInDays",
                "{\"name\":\"laptop\",\"expiresInDays\":99999999999} | expiresInDays",
                "{\"name\":7,\"expiresInDays\":30} | name",
                "{\"name\":\"laptop\"} | expiresInDays",
                "{\"name\":\"laptop\",\"expiresInDays\":366} | expiresInDays",
                "{\"name\":\" \",\"expiresInDays\":30} | name",
                "{\"expiresInDays\":30} | name",
                "{\"name\":\"laptop\",\"expiresInDays\":30} x | body",
                "{\"name\":\"laptop\" | body",
                "[] | body",
                "null | body",
                "'' | body",
                "\"laptop\" | body",
            })
    void a_wrong_body_is_refused_and_its_field_named(String body, String field) {
        UUID tern = People.organisation("Ada");

        in(tern, "Ada")
                .body(body)
                .post("/api/keys")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("https://aquifer.dev/problems/validation"))
                .body("violations.field", hasItem(field));
        in(tern, "Ada").get("/api/keys").then().body("items", hasSize(0));
    }

    @Test
    void an_unknown_enum_value_is_answered_with_the_known_ones() {
        UUID tern = People.organisation("Ada");

        in(tern, "Ada")
                .body("{\"role\":\"KING\"}")
                .put("/api/members/Ada")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("role"))
                .body("violations[0].message", containsString("VIEWER"));
    }

    @Test
    void a_body_of_more_than_four_mebibytes_is_refused() {
        UUID tern = People.organisation("Ada");
        String large = "{\"name\":\"" + "x".repeat(BodyLimit.MAX_BYTES) + "\",\"expiresInDays\":30}";

        in(tern, "Ada")
                .body(large)
                .post("/api/keys")
                .then()
                .statusCode(413)
                .body("type", equalTo("https://aquifer.dev/problems/too-large"));
    }

    @Test
    void other_media_and_methods_are_refused() {
        UUID tern = People.organisation("Ada");

        in(tern, "Ada")
                .contentType("text/plain")
                .body("x")
                .post("/api/keys")
                .then()
                .statusCode(415);
        in(tern, "Ada").body("{}").patch("/api/keys").then().statusCode(405);
        in(tern, "Ada").get("/api/nothing").then().statusCode(404);
    }

    @Test
    void nobody_and_a_forged_token_are_answered_401() {
        String token = People.token("Ada");
        String forged = token.substring(0, token.length() - 6) + "AAAAAA";

        given().get("/api/organisations")
                .then()
                .statusCode(401)
                .body("type", equalTo("https://aquifer.dev/problems/unauthenticated"));
        given().auth().oauth2(forged).get("/api/organisations").then().statusCode(401);
        given().auth().oauth2("nonsense").get("/api/organisations").then().statusCode(401);
    }

    @Test
    void a_malformed_organisation_header_is_named() {
        as("Ada")
                .header("Aquifer-Organisation", "tern")
                .get("/api/members")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("Aquifer-Organisation"));
    }
}
