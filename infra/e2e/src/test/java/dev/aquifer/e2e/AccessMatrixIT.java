package dev.aquifer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// T4: every endpoint × every role × own and foreign, with real tokens from the real Keycloak. The matrix is data
/// (`access-matrix.txt`); an endpoint of the OpenAPI documents that is missing from it fails the test.
@InTheHouse
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixIT {
    private record Line(
            String method,
            String path,
            String allowed,
            @Nullable String body) {
        boolean platform() {
            return PLATFORM.stream().anyMatch(path::startsWith);
        }
    }

    private static final List<String> PLATFORM = List.of(
            "/api/organisations",
            "/api/members",
            "/api/steps",
            "/api/operator/organisations",
            "/api/keys",
            "/api/chips",
            "/api/pools",
            "/api/leases",
            "/api/models",
            "/api/deployments",
            "/api/audit");

    private final House house;
    private final Map<Character, Tenant> members = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private Tenant owner;
    private Tenant stranger;
    private Person operator;
    private Person assessor;

    AccessMatrixIT(House house) {
        this.house = house;
    }

    @BeforeAll
    void given_two_organisations_with_a_member_of_each_role() {
        owner = Person.registers(house, "owner@matrix.example").organisation("matrix-a");
        stranger = Person.registers(house, "owner@matrix-b.example").organisation("matrix-b");
        members.put('O', owner);
        for (var role : List.of("DEVELOPER", "FINANCE", "VIEWER")) {
            var person = Person.registers(house, role.toLowerCase(java.util.Locale.ROOT) + "@matrix.example");
            join(person, role);
            members.put(role.charAt(0), new Tenant(house, person, owner.organisation()));
        }
        operator = house.operator();
        assessor = house.assessor();
        var model = owner.get(house.platform() + "/api/models")
                .body()
                .get(0)
                .required("id")
                .asText();
        var pools = owner.get(house.platform() + "/api/pools").body();
        var programme = owner.get(house.billing() + "/api/programmes")
                .body()
                .get(0)
                .required("id")
                .asText();
        var deployment = owner.post(
                house.platform() + "/api/deployments",
                Map.of("name", "matrix", "model", chat(), "pool", simulated(pools), "replicas", 1));
        var application = owner.post(
                house.billing() + "/api/applications",
                Map.of("programme", programme, "company", "Matrix", "purpose", "a test", "contact", "me"));
        var applicationId = application.body().required("id").asText();
        var evidence = house.call(
                owner.person(),
                owner.organisation(),
                "POST",
                house.billing() + "/api/applications/" + applicationId
                        + "/evidence?requirement=BUSINESS_LICENCE&fileName=a.txt&mediaType=text/plain",
                "licence".getBytes(StandardCharsets.UTF_8));
        var key = owner.key("matrix");
        ids.put("{key}", key.id().toString());
        ids.put("{model}", model);
        ids.put("{deployment}", deployment.body().required("id").asText());
        ids.put("{programme}", programme);
        ids.put("{application}", applicationId);
        ids.put("{evidence}", evidence.body().required("id").asText());
        ids.put("{month}", house.month());
        // What is not there: nobody's answer depends on it but by their role.
        for (var absent : List.of("{question}", "{proposal}", "{grant}", "{clawback}", "{claim}")) {
            ids.put(absent, UUID.randomUUID().toString());
        }
        ids.put("{version}", "99");
        ids.put("{organisation}", owner.organisation().toString());
        ids.put("{step}", "SEE_BILL");
        ids.put("{book}", "2026-01");
