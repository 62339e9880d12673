package dev.aquifer.billing.subsidy;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.sql.Sql;
import dev.aquifer.billing.sql.SqlFailed;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// From the draft to the grant over HTTP, and who may see and do what on the way.
@QuarkusTest
@WithTestResource(SubsidyServers.class)
class ApplicationTest {
    private static final Map<String, String> TERMS = Map.of("terms", "2026-11-01");
    private static final byte[] PDF = "%PDF-1.7 licence".getBytes(UTF_8);

    @Inject
    Town town;

    @Inject
    Accruals accruals;

    @Inject
    Tenancy tenancy;

    @Inject
    Sql sql;

    @Inject
    Ids ids;

    @Test
    void drafts_and_their_evidence_do_not_fill_the_database() {
        var tern = town.organisation("Tern", "ann=OWNER");
        var first = create(tern, Town.SHANGHAI);
        create(tern, Town.SHANGHAI);
        create(tern, Town.SHANGHAI);

        as("ann", tern)
                .body(form(Town.SHANGHAI))
                .post("/api/applications")
                .then()
                .statusCode(409)
                .body("detail", containsString("withdraw"));
        as("ann", tern).post("/api/applications/{a}/withdraw", first).then().statusCode(200);
        var second = create(tern, Town.SHANGHAI);

        var large = java.util.Arrays.copyOf(PDF, 60 * 1024);
        upload(tern, second, "BUSINESS_LICENCE", "application/pdf", large).statusCode(200);
        upload(tern, second, "DECLARATION", "application/pdf", large)
                .statusCode(400)
                .body("violations.field", contains("file"));
        upload(tern, second, "DECLARATION", "application/pdf", PDF).statusCode(200);
    }

    @Test
    void from_the_draft_to_the_grant_and_to_the_charges_posted_before() {
        var tern = town.organisation("Tern", "ann=OWNER");
        var charge = ids.next();
        town.as(
                tern,
                () -> accruals.accrue(List.of(new ChargeNow(
                        charge,
                        tern,
                        "lease",
                        "inference",
                        "other",
                        Books.at("2026-11-01T00:00"),
                        Books.at("2026-11-02T00:00"),
                        Money.of("100.07"),
                        YearMonth.of(2026, 11)))));

        var application = create(tern, Town.SHANGHAI);
        as("ann", tern)
                .body(TERMS)
                .post("/api/applications/{a}/submit", application)
                .then()
                .statusCode(400)
                .body(
                        "violations.field",
                        contains("evidence.BUSINESS_LICENCE", "evidence.MODEL_STATEMENT", "evidence.DECLARATION"));
        for (var requirement : List.of("BUSINESS_LICENCE", "MODEL_STATEMENT", "DECLARATION")) {
            upload(tern, application, requirement, "application/pdf", PDF)
                    .statusCode(200)
                    .body("bytes", equalTo(PDF.length));
        }
        as("ann", tern)
                .get("/api/applications/{a}", application)
                .then()
                .statusCode(200)
                .body("state", equalTo("DRAFT"))
                .body("missing", hasSize(0))
                .body("evidence", hasSize(3))
                .body("organisationName", equalTo("Tern"));
        as("ann", tern)
                .body(TERMS)
                .post("/api/applications/{a}/submit", application)
                .then()
                .statusCode(200)
                .body("state", equalTo("SUBMITTED"));

        assessor("city").get("/api/assessments").then().statusCode(200).body("id", hasItem(application));
        var evidence = assessor("city")
                .get("/api/assessments/{a}", application)
                .then()
                .statusCode(200)
                .body("organisationName", equalTo("Tern"))
                .extract()
                .<String>path("evidence[0].id");
        var read = assessor("city")
                .get("/api/assessments/{a}/evidence/{e}", application, evidence)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        assertThat(read).isEqualTo(PDF);
        assertThat(town.as(
                        tern,
                        () -> sql.list(
                                "select person from audit_entry where action = 'evidence.read' and subject = ?",
                                row -> Sql.text(row, "person"),
                                evidence)))
                .containsExactly("city");

        decide("city", application, "0.1001", "2026-01-01", "2027-01-01")
                .statusCode(400)
                .body("violations.field", contains("ratio"));
        decide("city", application, "0.08", "2023-01-01", "2029-01-01")
                .statusCode(400)
                .body("violations.field", containsInAnyOrder("validFrom", "validUntil"));
        decide("city", application, "0.08", "2026-01-01", "2027-01-01")
                .statusCode(200)
                .body("state", equalTo("APPROVED"))
                .body("decisionReasons", equalTo("a real model company"));

        as("ann", tern)
                .get("/api/grants")
                .then()
                .statusCode(200)
                .body("ratio", contains(0.08f))
                .body("accrued", contains("8.00"))
                .body("ceiling", contains("1000000.00"))
                .body("programmeCode", contains("SH-2023"));
        assertThat(town.as(tern, () -> accruals.accruedOn(List.of(charge))))
                .containsEntry(charge, new Accrued(Money.of("8.00"), List.of(), true));
        as("ann", tern)
                .post("/api/applications/{a}/withdraw", application)
                .then()
                .statusCode(409);
        // The same decision again changes nothing; another one is refused, and so is a second grant for the same time.
        decide("city", application, "0.08", "2026-01-01", "2027-01-01").statusCode(200);
        decide("city", application, "0.09", "2026-01-01", "2027-01-01").statusCode(409);
        decide("city2", application, "0.08", "2026-01-01", "2027-01-01").statusCode(409);
        as("ann", tern)
                .get("/api/notices")
                .then()
                .statusCode(200)
                .body("items.kind", contains("GRANT_DECIDED"))
                .body("items[0].text", containsString("was decided: granted"));
        var again = submitted(tern, Town.SHANGHAI);
        decide("city", again, "0.10", "2026-12-31", "2027-06-01")
                .statusCode(409)
                .body("detail", containsString("overlap"));
        decide("city", again, "0.10", "2027-01-01", "2027-06-01").statusCode(200);
    }

    @Test
    void what_is_not_asked_for_or_not_what_it_says_is_refused() {
        var tern = town.organisation("Tern", "ann=OWNER");
        var application = create(tern, Town.SHANGHAI);

        upload(tern, application, "PASSPORT", "application/pdf", PDF)
                .statusCode(400)
                .body("violations.field", contains("requirement"));
        upload(tern, application, "DECLARATION", "image/png", PDF)
                .statusCode(400)
                .body("violations.field", contains("mediaType"));
        upload(tern, application, "DECLARATION", "text/plain", new byte[] {0, 1, 2})
                .statusCode(400);
        upload(tern, application, "DECLARATION", "text/plain", new byte[0]).statusCode(400);
        upload(tern, application, "DECLARATION", "text/plain", new byte[ApplicationDesk.MOST_BYTES + 1])
                .statusCode(413);
        upload(tern, application, "DECLARATION", "text/plain", "说明".repeat(100).getBytes(UTF_8))
                .statusCode(200);
        as("ann", tern)
                .body(Map.of("programme", UUID.randomUUID(), "company", "Tern", "purpose", "models", "contact", "me"))
                .post("/api/applications")
                .then()
                .statusCode(400)
                .body("violations.field", contains("programme"));
        as("ann", tern)
                .body(Map.of("programme", Town.SHANGHAI, "company", "", "purpose", "models", "contact", "me"))
                .post("/api/applications")
                .then()
                .statusCode(400);
    }

    @Test
    void each_sees_only_what_is_theirs() {
        var tern = town.organisation("Tern", "ann=OWNER", "dev=DEVELOPER", "fin=FINANCE", "vic=VIEWER", "city=VIEWER");
        var gull = town.organisation("Gull", "bob=OWNER");
        var draft = create(tern, Town.SHANGHAI);
        var file = upload(tern, draft, "DECLARATION", "application/pdf", PDF)
                .statusCode(200)
                .extract()
                .<String>path("id");

        as("bob", tern).get("/api/applications").then().statusCode(404);
        as("bob", gull).get("/api/applications/{a}", draft).then().statusCode(404);
        as("bob", gull)
                .get("/api/applications/{a}/evidence/{e}", draft, file)
                .then()
                .statusCode(404);
        as("bob", gull)
                .body(TERMS)
                .post("/api/applications/{a}/submit", draft)
                .then()
                .statusCode(404);
        as("bob", gull).get("/api/applications").then().statusCode(200).body("$", hasSize(0));
        as("dev", tern).get("/api/applications").then().statusCode(403);
        as("vic", tern).get("/api/applications/{a}", draft).then().statusCode(200);
        as("vic", tern)
                .body(TERMS)
                .post("/api/applications/{a}/submit", draft)
                .then()
                .statusCode(403);
        as("fin", tern)
                .body(form(Town.SHANGHAI))
                .put("/api/applications/{a}", draft)
                .then()
                .statusCode(200);
        given().get("/api/applications").then().statusCode(401).contentType("application/problem+json");
        var forged = Tokens.of("city", "assessor").split("\\.", -1)[1];
        var own = Tokens.of("ann").split("\\.", -1);
        given().auth()
                .oauth2(own[0] + "." + forged + "." + own[2])
                .get("/api/assessments")
                .then()
                .statusCode(401);
        given().auth().oauth2(Tokens.of("ann")).get("/api/applications").then().statusCode(400);
        given().auth()
                .oauth2(Tokens.of("city", "assessor"))
                .get("/api/programmes")
                .then()
                .statusCode(200)
                .body("code", hasItem("SH-2023"));

        as("ann", tern).get("/api/assessments").then().statusCode(403);
        given().auth()
                .oauth2(Tokens.of("op", "operator"))
                .get("/api/assessments")
                .then()
                .statusCode(403);
        assessor("city2").get("/api/assessments").then().statusCode(200).body("id", not(hasItem(draft)));
        assessor("city2").get("/api/assessments/{a}", draft).then().statusCode(404);
        assessor("city2")
                .get("/api/assessments/{a}/evidence/{e}", draft, file)
                .then()
                .statusCode(404);
        decide("city2", draft, "0.08", "2026-01-01", "2027-01-01").statusCode(404);

        var handedIn = submitted(tern, Town.SHANGHAI);
        decide("city", handedIn, "0.08", "2026-01-01", "2027-01-01").statusCode(403);
        as("ann", tern)
                .body(form(Town.SHANGHAI))
                .put("/api/applications/{a}", handedIn)
                .then()
                .statusCode(409);
        upload(tern, handedIn, "DECLARATION", "application/pdf", PDF).statusCode(409);
        as("fin", tern).post("/api/applications/{a}/withdraw", handedIn).then().statusCode(200);
        assessor("city2").get("/api/assessments/{a}", handedIn).then().statusCode(404);
    }

    @Test
    void of_two_assessors_at_once_one_decides() throws Exception {
        var tern = town.organisation("Tern", "ann=OWNER");
        for (int round = 0; round < 5; round++) {
            var programme = town.programme("100.00", null);
            var application = submitted(tern, programme);
            var start = new CountDownLatch(1);
            var statuses = new ArrayList<Integer>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var first = threads.submit(() -> {
                    start.await();
                    return decide("city", application, "0.20", "2026-01-01", "2027-01-01")
                            .extract()
                            .statusCode();
                });
                var second = threads.submit(() -> {
                    start.await();
                    return decide("city2", application, "0.10", "2026-01-01", "2027-01-01")
                            .extract()
                            .statusCode();
                });
                start.countDown();
                statuses.add(first.get());
                statuses.add(second.get());
            }

            assertThat(statuses).containsExactlyInAnyOrder(200, 409);
            assertThat(town.sum(tern, "select count(*) as sum from subsidy_grant where programme_id = ?", programme))
                    .hasToString("1.00");
        }
    }

    @Test
    void the_assessors_role_sees_applications_and_grants_and_nothing_of_money() {
        var tern = town.organisation("Tern", "ann=OWNER");
        var programme = town.programme(null, null);
        town.grant(tern, programme, "0.10", Books.at("2026-01-01T00:00"), Books.at("2027-01-01T00:00"));
        create(tern, programme);

        assertThat(asAssessor("select count(*) as n from application where state = 'DRAFT'"))
                .isZero();
        assertThat(asAssessor("select count(*) as n from subsidy_grant where organisation_id = '" + tern + "'"))
                .isEqualTo(1);
        for (var table : List.of(
                "charge_basis",
                "charge_share",
                "accrual",
                "organisation_use",
                "ledger_posting",
                "ledger_balance",
                "member",
                "organisation",
                "audit_entry",
                "standing")) {
            assertThatThrownBy(() -> asAssessor("select count(*) as n from " + table))
                    .as(table)
                    .isInstanceOf(SqlFailed.class)
                    .hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> town.as(tern, () -> sql.update("update application set state = 'APPROVED'")))
                .isInstanceOf(SqlFailed.class);
    }

    private int asAssessor(String statement) {
        return QuarkusTransaction.requiringNew()
                .call(() -> tenancy.asAssessor(
                        () -> sql.first(statement, row -> row.getInt("n")).orElseThrow()));
    }

    private String create(UUID organisation, UUID programme) {
        return as("ann", organisation)
                .body(form(programme))
                .post("/api/applications")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }

    private String submitted(UUID organisation, UUID programme) {
        var application = create(organisation, programme);
        for (var requirement : programme.equals(Town.SHANGHAI)
                ? List.of("BUSINESS_LICENCE", "MODEL_STATEMENT", "DECLARATION")
                : List.of("BUSINESS_LICENCE")) {
            upload(organisation, application, requirement, "application/pdf", PDF)
                    .statusCode(200);
        }
        as("ann", organisation)
                .body(TERMS)
                .post("/api/applications/{a}/submit", application)
                .then()
                .statusCode(200);
        return application;
    }

    private static Map<String, Object> form(UUID programme) {
        return Map.of("programme", programme, "company", "燕鸥模型", "purpose", "our own model", "contact", "Ann");
    }

    private ValidatableResponse upload(
            UUID organisation, String application, String requirement, String mediaType, byte[] content) {
        return given().auth()
                .oauth2(Tokens.of("ann"))
                .header("Aquifer-Organisation", organisation)
                .contentType("application/octet-stream")
                .queryParam("requirement", requirement)
                .queryParam("fileName", "文件.pdf")
                .queryParam("mediaType", mediaType)
                .body(content)
                .post("/api/applications/{a}/evidence", application)
                .then();
    }

    private static ValidatableResponse decide(
            String person, String application, String ratio, String from, String until) {
        return assessor(person)
                .body(Map.of(
                        "approve",
                        true,
                        "ratio",
                        ratio,
                        "validFrom",
                        from,
                        "validUntil",
                        until,
                        "reasons",
                        "a real model company"))
                .post("/api/assessments/{a}/decision", application)
                .then();
    }

    private static RequestSpecification assessor(String person) {
        return given().auth().oauth2(Tokens.of(person, "assessor")).contentType(ContentType.JSON);
    }

    private static RequestSpecification as(String person, UUID organisation) {
        return given().auth()
                .oauth2(Tokens.of(person))
                .header("Aquifer-Organisation", organisation)
                .contentType(ContentType.JSON);
    }
}
