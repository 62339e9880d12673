package dev.aquifer.billing.subsidy;

import static dev.aquifer.billing.subsidy.Desks.TERMS;
import static dev.aquifer.billing.subsidy.Desks.as;
import static dev.aquifer.billing.subsidy.Desks.assessor;
import static dev.aquifer.billing.subsidy.Desks.decide;
import static dev.aquifer.billing.subsidy.Desks.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.aquifer.billing.sql.Sql;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// The life of an application between handing in and decision: questions, checklist, terms, two persons.
@QuarkusTest
@WithTestResource(SubsidyServers.class)
class ApplicationLifeTest {
    @Inject
    Town town;

    @Inject
    Sql sql;

    @Test
    void questions_go_back_and_forth_and_the_applicant_sees_every_step() {
        var tern = town.organisation("Tern", "ann=OWNER");
        var application = Desks.submitted(tern, town.programme("1000.00", null));
        Desks.upload(tern, application, "BUSINESS_LICENCE").statusCode(409);

        assessor("city")
                .post("/api/assessments/{a}/review", application)
                .then()
                .statusCode(200)
                .body("state", equalTo("UNDER_REVIEW"))
                .body("reviewer", equalTo("city"));
        var first = ask(application, "Which model?");
        var second = ask(application, "A sharper copy, please.");
        Desks.upload(tern, application, "BUSINESS_LICENCE").statusCode(200);
        answer(tern, application, first, "Our own.").statusCode(200).body("state", equalTo("EVIDENCE_ASKED"));
        answer(tern, application, first, "Another.").statusCode(409);
        answer(tern, application, second, "Added.").statusCode(200).body("state", equalTo("UNDER_REVIEW"));
        Desks.upload(tern, application, "BUSINESS_LICENCE").statusCode(409);

        decide("city", application, "0.10", null).statusCode(200).body("state", equalTo("APPROVED"));
        as("ann", tern)
                .get("/api/applications/{a}", application)
                .then()
                .statusCode(200)
                .body("questions.answer", contains("Our own.", "Added."))
                .body("evidence", hasSize(2))
                .body(
                        "steps.action",
                        contains(
                                "application.created",
                                "evidence.added",
                                "application.submitted",
                                "application.reviewed",
                                "application.asked",
                                "application.asked",
                                "evidence.added",
                                "application.answered",
                                "application.answered",
                                "application.approved"));
    }

    @Test
    void nothing_is_handed_in_without_the_terms_in_force() {
        var tern = town.organisation("Tern", "ann=OWNER", "vic=VIEWER");
        var application = Desks.create(tern, town.programme(null, null));
        Desks.upload(tern, application, "BUSINESS_LICENCE").statusCode(200);
        as("ann", tern)
                .body(Map.of("terms", "2020-01-01"))
                .post("/api/applications/{a}/submit", application)
                .then()
                .statusCode(400)
                .body("violations.field", contains("terms"));
        as("ann", tern).get("/api/subsidy-terms").then().statusCode(200).body("accepted", equalTo(false));
        as("vic", tern).body(TERMS).post("/api/subsidy-terms").then().statusCode(403);

        as("ann", tern)
                .body(TERMS)
                .post("/api/applications/{a}/submit", application)
                .then()
                .statusCode(200)
                .body("terms", equalTo("2026-11-01"))
                .body("termsAcceptedBy", equalTo("ann"));
        as("ann", tern).get("/api/subsidy-terms").then().body("accepted", equalTo(true));
    }

    @Test
    void no_grant_takes_effect_before_the_terms_were_accepted() {
        var tern = town.organisation("Tern", "ann=OWNER");
        var programme = town.programme("1000.00", null);
        // An application from before there were terms.
        var application = Desks.create(tern, programme);
        town.as(
                tern,
                () -> sql.update(
                        "update application set state = 'SUBMITTED', submitted_at = now() where id = ?",
                        UUID.fromString(application)));

        decide("city", application, "0.10", null).statusCode(409).body("detail", containsString("terms"));
        as("ann", tern).body(TERMS).post("/api/subsidy-terms").then().statusCode(200);
        decide("city", application, "0.10", null).statusCode(200);
    }

    @Test
    void the_checklist_is_the_assessors_alone() {
        var tern = town.organisation("Tern", "ann=OWNER");
        var application = Desks.submitted(tern, town.programme(null, null));
        assessor("city")
                .body(Map.of("code", "NOT_AFFILIATED", "ticked", true, "note", "asked the registry"))
                .put("/api/assessments/{a}/checks", application)
                .then()
                .statusCode(200)
                .body("checks.find { it.code == 'NOT_AFFILIATED' }.ticked", equalTo(true))
                .body("checks.find { it.code == 'NOT_AFFILIATED' }.by", equalTo("city"))
                .body("checks.code", hasItem("READ_BUSINESS_LICENCE"));
        assessor("city")
                .body(Map.of("code", "SHOE_SIZE", "ticked", true, "note", ""))
                .put("/api/assessments/{a}/checks", application)
                .then()
                .statusCode(400)
                .body("violations.field", contains("code"));

        as("ann", tern)
                .get("/api/applications/{a}", application)
                .then()
                .body("checks", empty())
                .body("proposal", nullValue());
    }

    @Test
    void above_the_ratio_or_the_amount_a_second_assessor_confirms() {
        var tern = town.organisation("Tern", "ann=OWNER");
        var application = Desks.submitted(tern, town.programme("1000.00", null));
        var proposal = decide("city", application, "0.25", null)
                .statusCode(200)
                .body("state", equalTo("UNDER_REVIEW"))
                .body("awaitsSecond", equalTo(true))
                .body("proposal.why", contains("RATIO"))
                .body("proposal.mine", equalTo(true))
                .extract()
                .<String>path("proposal.id");
        as("ann", tern)
                .get("/api/applications/{a}", application)
                .then()
                .body("awaitsSecond", equalTo(true))
                .body("proposal", nullValue());
        as("ann", tern).get("/api/grants").then().body("$", empty());
        decide("city", application, "0.25", null).statusCode(200);
        decide("city", application, "0.10", null).statusCode(409);
        decide("city2", application, "0.25", null).statusCode(409);
        confirm("city", application, proposal).isEqualTo(403);

        confirm("city2", application, proposal).isEqualTo(200);
        confirm("city2", application, proposal).isEqualTo(200);
        confirm("city3", application, proposal).isEqualTo(409);
        as("ann", tern).get("/api/grants").then().body("ratio", contains(0.25f)).body("state", contains("ACTIVE"));

        // Nothing bounds what this programme may pay but the voucher's face value.
        var gull = town.organisation("Gull", "ann=OWNER");
        var unbounded = Desks.submitted(gull, town.programme(null, null));
        decide("city", unbounded, "0.10", "1000000.01").body("proposal.why", contains("AMOUNT"));
        var small = Desks.submitted(gull, town.programme(null, null));
        decide("city", small, "0.10", "1000000.00").body("state", equalTo("APPROVED"));
    }

    @Test
    void a_proposed_decision_that_is_turned_down_leaves_the_review_open() {
        var tern = town.organisation("Tern", "ann=OWNER");
        var application = Desks.submitted(tern, town.programme("1000.00", null));
        var proposal = decide("city", application, "0.25", null).extract().<String>path("proposal.id");
        assessor("city2")
                .body(Map.of("reasons", "too much"))
                .post("/api/assessments/{a}/proposal/{p}/turn-down", application, proposal)
                .then()
                .statusCode(200)
                .body("state", equalTo("UNDER_REVIEW"))
                .body("proposal", nullValue());
        confirm("city2", application, proposal).isEqualTo(409);
        var again = decide("city2", application, "0.30", null).extract().<String>path("proposal.id");
        as("ann", tern)
                .post("/api/applications/{a}/withdraw", application)
                .then()
                .statusCode(200);
        confirm("city", application, again).isEqualTo(404);
    }

    @Test
    void of_many_second_assessors_at_once_one_confirms_and_never_the_first() throws Exception {
        for (int round = 0; round < 3; round++) {
            var tern = town.organisation("Tern", "ann=OWNER");
            var programme = town.programme("1000.00", null);
            var application = Desks.submitted(tern, programme);
            var proposal = decide("city", application, "0.25", null).extract().<String>path("proposal.id");
            var start = new CountDownLatch(1);
            var statuses = new ArrayList<Integer>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var running = new ArrayList<Future<Integer>>();
                for (var person : List.of("city", "city2", "city3", "city4", "city", "city5")) {
                    running.add(threads.submit(() -> {
                        start.await();
                        return assessor(person)
                                .post("/api/assessments/{a}/proposal/{p}/confirm", application, proposal)
                                .statusCode();
                    }));
                }
                start.countDown();
                for (var each : running) {
                    statuses.add(each.get());
                }
            }
            assertThat(statuses).containsOnlyOnce(200).doesNotContain(500);
            assertThat(town.sum(tern, "select count(*) as sum from subsidy_grant where programme_id = ?", programme))
                    .hasToString("1.00");
            assertThat(town.as(
                            tern,
                            () -> sql.first(
                                    "select assessor || confirmed_by as two from decision where application_id = ?",
                                    row -> Sql.text(row, "two"),
                                    UUID.fromString(application))))
                    .hasValueSatisfying(
                            two -> assertThat(two).startsWith("city").isNotEqualTo("citycity"));
        }
    }

    @Test
    void the_queue_is_filtered_and_searched_and_the_operator_only_reads() {
        var tern = town.organisation("Sandwich Tern", "ann=OWNER");
        var gull = town.organisation("Ivory Gull", "ann=OWNER");
        var programme = town.programme(null, null);
        var one = Desks.submitted(tern, programme);
        var two = Desks.submitted(gull, programme);
        assessor("city").post("/api/assessments/{a}/review", two).then().statusCode(200);

        assessor("city")
                .queryParam("programme", programme)
                .get("/api/assessments")
                .then()
                .body("id", hasItems(one, two));
        assessor("city")
                .queryParam("state", "UNDER_REVIEW")
                .queryParam("programme", programme)
                .get("/api/assessments")
                .then()
                .body("id", contains(two));
        assessor("city")
                .queryParam("search", "sandwich")
                .get("/api/assessments")
                .then()
                .body("id", hasItem(one))
                .body("id", not(hasItem(two)));
        operator().get("/api/operator/applications").then().statusCode(200).body("id", hasItems(one, two));
        operator().post("/api/assessments/{a}/review", one).then().statusCode(403);
        operator().get("/api/assessments/{a}", one).then().statusCode(403);
        as("ann", tern).get("/api/operator/applications").then().statusCode(403);
    }

    @Test
    void decisions_leave_as_a_file_that_no_spreadsheet_takes_for_formulas() {
        var tern = town.organisation("=Tern", "ann=OWNER");
        var application = Desks.submitted(tern, town.programme("1000.00", null));
        decide("city", application, "0.10", null).statusCode(200);

        var csv = assessor("city")
                .get("/api/assessments/decisions.csv")
                .then()
                .statusCode(200)
                .contentType(containsString("text/csv"))
                .extract()
                .asString();
        assertThat(csv).startsWith("application,organisation,company,programme,decision");
        assertThat(csv.lines().filter(line -> line.startsWith(application)))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(",'=Tern,", ",APPROVED,", ",0.10,2026-01-01,2027-01-01,"));
    }

    private static String ask(String application, String text) {
        return assessor("city")
                .body(Map.of("text", text))
                .post("/api/assessments/{a}/questions", application)
                .then()
                .statusCode(200)
                .body("state", equalTo("EVIDENCE_ASKED"))
                .extract()
                .path("questions[-1].id");
    }

    private static io.restassured.response.ValidatableResponse answer(
            UUID organisation, String application, String question, String text) {
        return as("ann", organisation)
                .body(Map.of("text", text))
                .post("/api/applications/{a}/questions/{q}/answer", application, question)
                .then();
    }

    private static org.assertj.core.api.AbstractIntegerAssert<?> confirm(
            String person, String application, String proposal) {
        return assertThat(assessor(person)
                .post("/api/assessments/{a}/proposal/{p}/confirm", application, proposal)
                .statusCode());
    }
}
