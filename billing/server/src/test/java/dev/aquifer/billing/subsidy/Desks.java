package dev.aquifer.billing.subsidy;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The two sides over HTTP, as the tests of their life speak to them.
final class Desks {
    static final byte[] PDF = "%PDF-1.7 licence".getBytes(UTF_8);
    static final Map<String, String> TERMS = Map.of("terms", "2026-11-01");

    private Desks() {}

    static RequestSpecification as(String person, UUID organisation) {
        return given().auth()
                .oauth2(Tokens.of(person))
                .header("Aquifer-Organisation", organisation)
                .contentType(ContentType.JSON);
    }

    static RequestSpecification assessor(String person) {
        return given().auth().oauth2(Tokens.of(person, "assessor")).contentType(ContentType.JSON);
    }

    static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.of("op", "operator")).contentType(ContentType.JSON);
    }

    static Map<String, Object> form(UUID programme) {
        return Map.of("programme", programme, "company", "燕鸥模型", "purpose", "our own model", "contact", "Ann");
    }

    static String create(UUID organisation, UUID programme) {
        return as("ann", organisation)
                .body(form(programme))
                .post("/api/applications")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }

    static ValidatableResponse upload(UUID organisation, String application, String requirement) {
        return given().auth()
                .oauth2(Tokens.of("ann"))
                .header("Aquifer-Organisation", organisation)
                .contentType("application/octet-stream")
                .queryParam("requirement", requirement)
                .queryParam("fileName", "licence.pdf")
                .queryParam("mediaType", "application/pdf")
                .body(PDF)
                .post("/api/applications/{a}/evidence", application)
                .then();
    }

    /// Drafted, with the one file that [Town#programme] asks for, handed in.
    static String submitted(UUID organisation, UUID programme) {
        var application = create(organisation, programme);
        upload(organisation, application, "BUSINESS_LICENCE").statusCode(200);
        as("ann", organisation)
                .body(TERMS)
                .post("/api/applications/{a}/submit", application)
                .then()
                .statusCode(200);
        return application;
    }

    static ValidatableResponse decide(String person, String application, String ratio, @Nullable String limit) {
        var body = new HashMap<String, Object>(Map.of(
                "approve",
                true,
                "ratio",
                ratio,
                "validFrom",
                "2026-01-01",
                "validUntil",
                "2027-01-01",
                "reasons",
                "a real model company"));
        if (limit != null) {
            body.put("limit", limit);
        }
        return assessor(person)
                .body(body)
                .post("/api/assessments/{a}/decision", application)
                .then();
    }

    /// A whole programme, ready to be published.
    static Map<String, Object> programme(String code) {
        var form = new HashMap<String, Object>();
        form.put("code", code);
        form.put("title", "Test");
        form.put("titleZh", "测试");
        form.put("city", "Shanghai");
        form.put("level", "CITY");
        form.put("documentTitle", "Test");
        form.put("documentDate", "2026-01-01");
        form.put("from", "2026-01-01");
        form.put("until", "2028-01-01");
        form.put("maxRatio", 0.30);
        form.put("domesticBonus", 0.05);
        form.put("kinds", List.of("lease"));
        form.put("purposes", List.of());
        form.put("mode", "DEDUCT");
        form.put("priority", 3);
        form.put("organisationCeiling", "5000.00");
        form.put("budget", "10000.00");
        form.put("requirements", List.of("BUSINESS_LICENCE"));
        form.put("note", "");
        return form;
    }
}
