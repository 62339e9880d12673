package dev.aquifer.platform;

import static dev.aquifer.platform.People.as;
import static dev.aquifer.platform.People.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.platform.api.organisation.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who may do what: every endpoint of the features below for every role, for a stranger, for nobody and for an
/// operator. An endpoint of theirs that is missing here fails.
@QuarkusTest
@QuarkusTestResource(Servers.class)
class AccessMatrixTest {
    private static final Set<Role> ALL = Set.of(Role.values());
    private static final Set<Role> DEVELOPERS = Set.of(Role.OWNER, Role.DEVELOPER);
    private static final Set<Role> OWNERS = Set.of(Role.OWNER);
    private static final String ABSENT = "01900000-0000-7000-8000-00000000dead";
    /// Of a model that is not there: nothing is deployed.
    private static final String DEPLOYMENT =
            "{\"name\":\"mine\",\"model\":\"%1$s\",\"pool\":\"%1$s\",\"replicas\":1}".formatted(ABSENT);

    /// @param allowed the roles that pass; the answer to the others is 403
    /// @param passes what those get: the request is harmless, so some pass to a 404, 409 or 400 of their own
    private record Endpoint(String method, String path, String body, Set<Role> allowed, int passes) {
        String template() {
            return method + " "
                    + path.replaceFirst("\\?.*", "")
                            .replace("keys/" + ABSENT, "keys/{key}")
                            .replace("models/" + ABSENT, "models/{model}")
                            .replace("deployments/" + ABSENT, "deployments/{deployment}")
                            .replace("nobody", "{person}")
                            .replace("TRY_NOW", "{step}");
        }
    }

    /// Endpoints that act in an organisation.
    private static final List<Endpoint> IN_ORGANISATION = List.of(
            new Endpoint("GET", "/api/members", "", ALL, 200),
            new Endpoint("PUT", "/api/members/nobody", "{\"role\":\"VIEWER\"}", OWNERS, 404),
            new Endpoint("DELETE", "/api/members/nobody", "", OWNERS, 404),
            new Endpoint("GET", "/api/steps", "", ALL, 200),
            new Endpoint("PUT", "/api/steps/TRY_NOW", "", ALL, 200),
            new Endpoint("GET", "/api/keys", "", ALL, 200),
            new Endpoint("POST", "/api/keys", "{\"name\":\"laptop\",\"expiresInDays\":1}", DEVELOPERS, 200),
            new Endpoint("POST", "/api/keys/playground", "", DEVELOPERS, 200),
            new Endpoint("DELETE", "/api/keys/" + ABSENT, "", Set.of(Role.OWNER, Role.DEVELOPER, Role.FINANCE), 404),
            new Endpoint("GET", "/api/audit", "", OWNERS, 200),
            new Endpoint("GET", "/api/leases", "", ALL, 200),
            new Endpoint("GET", "/api/models", "", ALL, 200),
            new Endpoint("POST", "/api/models?name=x", "this is no model file", DEVELOPERS, 400),
            new Endpoint("GET", "/api/models/" + ABSENT, "", ALL, 404),
            new Endpoint("GET", "/api/models/" + ABSENT + "/fit", "", ALL, 404),
            new Endpoint("DELETE", "/api/models/" + ABSENT, "", DEVELOPERS, 404),
            new Endpoint("GET", "/api/deployments", "", ALL, 200),
            new Endpoint("POST", "/api/deployments", DEPLOYMENT, DEVELOPERS, 400),
            new Endpoint("GET", "/api/deployments/" + ABSENT, "", ALL, 404),
            new Endpoint("GET", "/api/deployments/" + ABSENT + "/log", "", ALL, 404),
            new Endpoint("POST", "/api/deployments/" + ABSENT + "/stop", "", DEVELOPERS, 404),
            new Endpoint("POST", "/api/deployments/" + ABSENT + "/start", "", DEVELOPERS, 404),
            new Endpoint("DELETE", "/api/deployments/" + ABSENT, "", DEVELOPERS, 404));

    /// Endpoints that need no organisation, with the answer that a person and an operator get.
    private static final Map<String, List<Integer>> WITHOUT_ORGANISATION = Map.of(
            "GET /api/organisations", List.of(200, 200),
            "POST /api/organisations", List.of(400, 400),
            "GET /api/chips", List.of(200, 200),
            "GET /api/pools", List.of(200, 200),
            "GET /api/deployments/shared", List.of(200, 200),
            "GET /api/operator/organisations", List.of(403, 200));

    /// What no key may, whatever its scopes: it is no person, and no owner. All else that a developer may is open to
    /// keys with the scope `manage`.
    private static final Set<String> FOR_PERSONS = Set.of(
            "GET /api/members",
            "PUT /api/members/{person}",
            "DELETE /api/members/{person}",
            "GET /api/steps",
            "PUT /api/steps/{step}",
            "POST /api/keys/playground",
            "GET /api/audit",
            "GET /api/organisations",
            "POST /api/organisations",
            "GET /api/operator/organisations");

    @Inject
    MembersFixture members;

    @Test
    void every_role_may_what_the_matrix_says_and_no_more() {
        UUID tern = People.organisation("OWNER");
        Stream.of(Role.DEVELOPER, Role.FINANCE, Role.VIEWER).forEach(role -> members.add(tern, role.name(), role));

        for (Endpoint endpoint : IN_ORGANISATION) {
            for (Role role : Role.values()) {
                int expected = endpoint.allowed().contains(role) ? endpoint.passes() : 403;
                assertThat(status(in(tern, role.name()), endpoint))
                        .as("%s as %s", endpoint.template(), role)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void strangers_operators_and_nobody_stay_outside() {
        UUID tern = People.organisation("OWNER");
        UUID absent = UUID.fromString(ABSENT);

        for (Endpoint endpoint : IN_ORGANISATION) {
            assertThat(status(in(tern, "Stranger"), endpoint))
                    .as(endpoint.template())
                    .isEqualTo(404);
            assertThat(status(in(absent, "OWNER"), endpoint))
                    .as(endpoint.template())
                    .isEqualTo(404);
            assertThat(status(in(tern, "Olga", "operator"), endpoint))
                    .as(endpoint.template())
                    .isEqualTo(404);
            assertThat(status(as("OWNER"), endpoint)).as(endpoint.template()).isEqualTo(400);
            assertThat(status(RestAssured.given().contentType("application/json"), endpoint))
                    .as(endpoint.template())
                    .isEqualTo(401);
        }
    }

    @Test
    void endpoints_without_an_organisation_ask_for_the_person_alone() {
        WITHOUT_ORGANISATION.forEach((endpoint, answers) -> {
            String[] parts = endpoint.split(" ", 2);
            var call = new Endpoint(parts[0], parts[1], parts[0].equals("POST") ? "{}" : "", ALL, 200);
            assertThat(status(as("Ada"), call)).as(endpoint).isEqualTo(answers.get(0));
            assertThat(status(as("Olga", "operator"), call)).as(endpoint).isEqualTo(answers.get(1));
            assertThat(status(RestAssured.given().contentType("application/json"), call))
                    .as(endpoint)
                    .isEqualTo(401);
        });
    }

    @Test
    void keys_may_what_their_scopes_say_and_no_more() {
        UUID tern = People.organisation("OWNER");
        String all = People.key(tern, "OWNER", "inference", "manage", "billing:read");
        List<String> others =
                List.of(People.key(tern, "OWNER", "inference"), People.key(tern, "OWNER", "inference", "billing:read"));
        List<Endpoint> endpoints = new ArrayList<>(IN_ORGANISATION);
        WITHOUT_ORGANISATION.forEach((endpoint, answers) -> {
            String[] parts = endpoint.split(" ", 2);
            endpoints.add(new Endpoint(parts[0], parts[1], "", ALL, answers.getFirst()));
        });

        for (Endpoint endpoint : endpoints) {
            boolean open = !FOR_PERSONS.contains(endpoint.template());
            assertThat(status(People.withKey(all), endpoint))
                    .as("%s with manage", endpoint.template())
                    .isEqualTo(open ? endpoint.passes() : 403);
            assertThat(endpoint.allowed().contains(Role.DEVELOPER) || !open)
                    .as(endpoint.template())
                    .isTrue();
            others.forEach(key -> assertThat(status(People.withKey(key), endpoint))
                    .as("%s without manage", endpoint.template())
                    .isEqualTo(403));
        }
    }

    @Test
    void every_endpoint_of_these_features_stands_in_the_matrix() {
        Map<String, Map<String, Object>> paths = RestAssured.given()
                .accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .path("paths");
        List<String> described = new ArrayList<>();
        paths.forEach((path, methods) -> methods.keySet().stream()
                .filter(method ->
                        Set.of("get", "put", "post", "delete", "patch").contains(method))
                .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));

        Set<String> matrix = Stream.concat(
                        IN_ORGANISATION.stream().map(Endpoint::template), WITHOUT_ORGANISATION.keySet().stream())
                .collect(Collectors.toSet());
        assertThat(described).containsAll(matrix);
        assertThat(
                        described.stream()
                                .filter(
                                        one -> one.matches(
                                                "\\w+ /api/(organisations|members|steps|keys|audit|chips|pools|leases|models|deployments|operator)\\b.*")))
                .isSubsetOf(matrix);
    }

    private static int status(RequestSpecification request, Endpoint endpoint) {
        if (endpoint.path().startsWith("/api/models?")) {
            request.contentType("application/octet-stream").body(endpoint.body().getBytes(StandardCharsets.UTF_8));
        } else if (!endpoint.body().isEmpty()) {
            request.body(endpoint.body());
        }
        return request.request(endpoint.method(), endpoint.path()).statusCode();
    }
}
