package dev.aquifer.billing.subsidy;

import static dev.aquifer.billing.subsidy.Desks.as;
import static dev.aquifer.billing.subsidy.Desks.assessor;
import static dev.aquifer.billing.subsidy.Desks.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.Grade;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.sql.Sql;
import dev.aquifer.billing.sql.SqlFailed;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Programmes as data: drafted, published, never changed, followed by wider versions, closed, put away.
@QuarkusTest
@WithTestResource(SubsidyServers.class)
class ProgrammeTest {
    @Inject
    Town town;

    @Inject
    Templates templates;

    @Inject
    SubsidyCalendar calendar;

    @Inject
    Accruals accruals;

    @Inject
    Tenancy tenancy;

    @Inject
    Sql sql;

    @Inject
    Ids ids;

    @Test
    void the_real_schemes_ship_as_templates_and_say_what_their_documents_do_not_state() {
        assertThat(templates.all()).hasSizeGreaterThanOrEqualTo(14);
        var byKey = new HashMap<String, BigDecimal>();
        for (var template : templates.all()) {
            var form = template.form();
            byKey.put(template.key(), form.maxRatio() == null ? BigDecimal.ZERO : form.maxRatio());
            assertThat(form.documentTitle()).as(template.key()).isNotBlank();
            assertThat(form.note()).as(template.key()).contains("does not state");
            assertThat(Widening.wrong(form)).as(template.key()).isEmpty();
            // What is not stated is empty, and what is empty is said to be not stated.
            assertThat(template.unstated().contains("maxRatio"))
                    .as(template.key())
                    .isEqualTo(form.maxRatio() == null);
            assertThat(template.unstated().contains("budget"))
                    .as(template.key())
                    .isEqualTo(form.budget() == null);
            assertThat(template.unstated().contains("organisationCeiling"))
                    .as(template.key())
                    .isEqualTo(form.organisationCeiling() == null);
            assertThat(template.unstated().contains("documentDate"))
                    .as(template.key())
                    .isEqualTo(form.documentDate() == null);
        }
        assertThat(byKey.get("shanghai-2023")).isEqualByComparingTo("0.10");
        assertThat(byKey.get("shanghai-2025")).isEqualByComparingTo("0.30");
        assertThat(templates.grade("shanghai-2025")).contains(Grade.SEEN);
        assertThat(templates.grade("songjiang-2025")).contains(Grade.PART);
    }

    @Test
    void from_a_template_to_a_published_programme_that_takes_applications() {
        var form = new HashMap<String, Object>(operator()
                .get("/api/programme-templates")
                .then()
                .statusCode(200)
                .extract()
                .<Map<String, Object>>path("find { it.key == 'shanghai-2025' }.form"));
        var code = code();
        form.put("code", code);

        var programme = operator()
                .queryParam("template", "shanghai-2025")
                .body(form)
                .post("/api/programme-versions")
                .then()
                .statusCode(200)
                .body("state", equalTo("DRAFT"))
                .body("grade", equalTo("SEEN"))
                .body("missing", hasItems("from", "until"))
                .extract()
                .<String>path("programme");
        operator()
                .post("/api/programme-versions/{p}/1/publish", programme)
                .then()
                .statusCode(403);
        assessor("city")
                .post("/api/programme-versions/{p}/1/publish", programme)
                .then()
                .statusCode(400)
                .body("violations.field", hasItems("from", "until"));
        form.put("from", "2026-01-01");
        form.put("until", "2028-01-01");
        assessor("city")
                .body(form)
                .put("/api/programme-versions/{p}/1", programme)
                .then()
                .statusCode(200);
        assessor("city")
                .post("/api/programme-versions/{p}/1/publish", programme)
                .then()
                .statusCode(200)
                .body("state", equalTo("PUBLISHED"))
                .body("publishedBy", equalTo("city"));

        operator()
                .get("/api/programmes")
                .then()
                .statusCode(200)
                .body("code", hasItem(code))
                .body("find { it.code == '" + code + "' }.budget", equalTo("600000000.00"))
                .body("find { it.code == '" + code + "' }.maxRatio", equalTo(0.30f));
        operator()
                .get("/api/programme-versions/{p}/history", programme)
                .then()
                .statusCode(200)
                .body("action", contains("programme.drafted", "programme.saved", "programme.published"));
    }

    @Test
    void a_published_version_is_never_changed_and_the_next_one_only_widens() {
        var code = code();
        var programme = published(code);
        operator()
                .body(Desks.programme(code))
                .put("/api/programme-versions/{p}/1", programme)
                .then()
                .statusCode(409);
        operator().delete("/api/programme-versions/{p}/1", programme).then().statusCode(409);
        for (var statement : List.of(
                "update programme_version set max_ratio = 0.01 where programme_id = ?",
                "delete from programme_version where programme_id = ?")) {
            assertThatThrownBy(() -> QuarkusTransaction.requiringNew()
                            .run(() -> tenancy.asAssessor(() -> sql.update(statement, UUID.fromString(programme)))))
                    .as(statement)
                    .isInstanceOf(SqlFailed.class);
        }

        var next = Desks.programme(code);
        next.put("maxRatio", 0.20);
        next.put("budget", "9999.99");
        next.put("organisationCeiling", "6000.00");
        next.put("kinds", List.of("tokens"));
        next.put("mode", "REIMBURSE");
        next.put("until", "2027-06-01");
        operator()
                .body(next)
                .post("/api/programme-versions")
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
        operator().body(next).post("/api/programme-versions").then().statusCode(409);
        assessor("city")
                .post("/api/programme-versions/{p}/2/publish", programme)
                .then()
                .statusCode(400)
                .body("violations.field", hasItems("maxRatio", "budget", "kinds", "mode", "until"))
                .body("violations.field", not(hasItem("organisationCeiling")));
        operator().delete("/api/programme-versions/{p}/2", programme).then().statusCode(204);
    }

    @Test
    void a_raised_budget_and_ceiling_is_a_new_version_and_serves_from_then_on() {
        var code = code();
        var form = Desks.programme(code);
        form.put("budget", "50.00");
        form.put("organisationCeiling", "30.00");
        var programme = published(code, form);
        var tern = town.organisation("Tern", "ann=OWNER");
        town.grant(
                tern, UUID.fromString(programme), "0.10", Books.at("2026-01-01T00:00"), Books.at("2027-01-01T00:00"));
        assertThat(accrue(tern, "400.00")).isEqualTo(Money.of("30.00"));

        form.put("budget", "100.00");
        form.put("organisationCeiling", null);
        operator().body(form).post("/api/programme-versions").then().statusCode(200);
        assessor("city")
                .post("/api/programme-versions/{p}/2/publish", programme)
                .then()
                .statusCode(200)
                .body("used", equalTo("30.00"));

        assertThat(accrue(tern, "1000.00")).isEqualTo(Money.of("70.00"));
        assertThat(town.programmeUsed(UUID.fromString(programme))).isEqualTo(Money.of("100.00"));
    }

    @Test
    void a_closed_programme_takes_no_applications_and_the_calendar_closes_what_is_over() {
        var programme = published(code());
        var tern = town.organisation("Tern", "ann=OWNER");
        assessor("city")
                .post("/api/programme-versions/{p}/1/archive", programme)
                .then()
                .statusCode(409);
        operator()
                .body(Map.of("reasons", "budget gone"))
                .post("/api/programme-versions/{p}/1/close", programme)
                .then()
                .statusCode(403);
        assessor("city")
                .body(Map.of("reasons", "budget gone"))
                .post("/api/programme-versions/{p}/1/close", programme)
                .then()
                .statusCode(200)
                .body("state", equalTo("CLOSED"));
        as("ann", tern)
                .body(Desks.form(UUID.fromString(programme)))
                .post("/api/applications")
                .then()
                .statusCode(400)
                .body("violations.field", contains("programme"));
        assessor("city")
                .post("/api/programme-versions/{p}/1/archive", programme)
                .then()
                .statusCode(200)
                .body("state", equalTo("ARCHIVED"));

        var over = Desks.programme(code());
        over.put("from", "2024-01-01");
        over.put("until", "2025-01-01");
        var past = published(String.valueOf(over.get("code")), over);
        calendar.look();
        calendar.look();
        assessor("city")
                .get("/api/programme-versions/{p}/1", past)
                .then()
                .statusCode(200)
                .body("state", equalTo("CLOSED"));
        assessor("city")
                .get("/api/programme-versions/{p}/history", past)
                .then()
                .body("findAll { it.action == 'programme.closed' }.by", contains("system"));
    }

    @Test
    void of_many_who_draft_the_next_version_at_once_one_does() throws Exception {
        var code = code();
        published(code);
        var start = new CountDownLatch(1);
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 8; i++) {
                running.add(threads.submit(() -> {
                    start.await();
                    return operator()
                            .body(Desks.programme(code))
                            .post("/api/programme-versions")
                            .statusCode();
                }));
            }
            start.countDown();
            for (var each : running) {
                statuses.add(each.get());
            }
        }
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
    }

    @Test
    void tenants_have_no_part_in_drafting() {
        var tern = town.organisation("Tern", "ann=OWNER");
        as("ann", tern).get("/api/programme-templates").then().statusCode(403);
        as("ann", tern).get("/api/programme-versions").then().statusCode(403);
        as("ann", tern)
                .body(Desks.programme(code()))
                .post("/api/programme-versions")
                .then()
                .statusCode(403);
        operator()
                .body(Map.of("code", "lower case"))
                .post("/api/programme-versions")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem(org.hamcrest.Matchers.containsString("code")));
    }

    private Money accrue(UUID organisation, String net) {
        var charge = ids.next();
        return town.as(
                organisation,
                () -> accruals.accrue(List.of(new ChargeNow(
                                charge,
                                organisation,
                                "lease",
                                "inference",
                                "other",
                                Books.at("2026-06-01T00:00"),
                                Books.at("2026-06-02T00:00"),
                                Money.of(net),
                                YearMonth.of(2026, 6))))
                        .getFirst()
                        .accrued());
    }

    private String published(String code) {
        return published(code, Desks.programme(code));
    }

    private static String published(String code, Map<String, Object> form) {
        assertThat(form).containsEntry("code", code);
        var programme = operator()
                .body(form)
                .post("/api/programme-versions")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("programme");
        assessor("city")
                .post("/api/programme-versions/{p}/1/publish", programme)
                .then()
                .statusCode(200);
        return programme;
    }

    private String code() {
        return "T-" + ids.next().toString().substring(24).toUpperCase(java.util.Locale.ROOT);
    }
}
