package dev.aquifer.billing.subsidy;

import static dev.aquifer.billing.subsidy.Desks.as;
import static dev.aquifer.billing.subsidy.Desks.assessor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Grants: suspended and resumed, expired, revoked by two.
@QuarkusTest
@WithTestResource(SubsidyServers.class)
class GrantLifeTest {
    private static final Map<String, String> WHY = Map.of("reasons", "a licence is missing");

    @Inject
    Town town;

    @Inject
    Accruals accruals;

    @Inject
    SubsidyCalendar calendar;

    @Inject
    InstantSource clock;

    @Inject
    Ids ids;

    @Test
    void a_suspended_grant_earns_nothing_until_it_is_resumed() {
        var tern = town.organisation("Tern", "ann=OWNER");
        var grant = granted(tern);
        assertThat(accrueNow(tern)).isEqualTo(Money.of("10.00"));

        assessor("city")
                .body(WHY)
                .post("/api/assessments/grants/{g}/suspend", grant.id())
                .then()
                .statusCode(200)
                .body("state", equalTo("SUSPENDED"));
        assertThat(accrueNow(tern)).isEqualTo(Money.ZERO);
        assessor("city")
                .body(WHY)
                .post("/api/assessments/grants/{g}/suspend", grant.id())
                .then()
                .statusCode(409);

        assessor("city")
                .body(WHY)
                .post("/api/assessments/grants/{g}/resume", grant.id())
                .then()
                .statusCode(200)
                .body("state", equalTo("ACTIVE"));
        assertThat(accrueNow(tern)).isEqualTo(Money.of("10.00"));
        as("ann", tern)
                .get("/api/grants")
                .then()
                .body("[0].steps.action", contains("grant.suspended", "grant.resumed"))
                .body("[0].versions", org.hamcrest.Matchers.hasSize(3));
    }

    @Test
    void the_organisation_is_told_what_happens_to_its_grant() {
        // given
        var tern = town.organisation("Tern", "ann=OWNER");
        var grant = granted(tern);
        accrue(tern, "2026-06-01T00:00", "2026-06-02T00:00");

        // when
        for (var act : List.of("suspend", "resume")) {
            assessor("city")
                    .body(WHY)
                    .post("/api/assessments/grants/{g}/" + act, grant.id())
                    .then()
                    .statusCode(200);
        }
        reassess(grant, 0.05, "2026-06-01T00:00:00+08:00").statusCode(200);
        var clawback = propose("city", grant, "2026-03-01T00:00:00Z").extract().<String>path("id");
        assessor("city2")
                .post("/api/assessments/clawbacks/{c}/confirm", clawback)
                .then()
                .statusCode(200);
        charge(clawback).statusCode(200);

        // then
        as("ann", tern)
                .get("/api/notices?language=en")
                .then()
                .statusCode(200)
                .body(
                        "items.collect { it.kind + ' ' + it.parameters.change }",
                        contains(
                                "CLAWBACK_CHARGED CHARGED",
                                "CLAWBACK CONFIRMED",
                                "CLAWBACK PROPOSED",
                                "GRANT_REASSESSED REASSESSED",
                                "GRANT_CHANGED RESUMED",
                                "GRANT_CHANGED SUSPENDED"))
                .body("items[0].parameters.reversed", equalTo("5.00"))
                .body("items[3].parameters.from", equalTo("2026-06-01"));
    }

    @Test
    void a_grant_expires_with_its_time() {
        var tern = town.organisation("Tern", "ann=OWNER");
        var programme = town.programme(null, null);
        town.grant(tern, programme, "0.10", Books.at("2026-01-01T00:00"), Books.at("2026-02-01T00:00"));
        as("ann", tern).get("/api/grants").then().body("state", contains("EXPIRED"));
        calendar.look();
        calendar.look();
        as("ann", tern).get("/api/grants").then().body("[0].steps.action", contains("grant.expired"));
    }

    @Test
    void a_revocation_takes_two_and_the_tenant_may_object() {
        var tern = town.organisation("Tern", "ann=OWNER", "vic=VIEWER", "city9=VIEWER");
        var grant = granted(tern);
        propose("city", grant, "2025-01-01T00:00:00Z").statusCode(400).body("violations.field", contains("from"));
        propose("city9", grant, "2026-03-01T00:00:00Z").statusCode(403);
        var clawback = propose("city", grant, "2026-03-01T00:00:00Z")
                .statusCode(200)
                .body("state", equalTo("PROPOSED"))
                .extract()
                .<String>path("id");
        propose("city2", grant, "2026-03-01T00:00:00Z").statusCode(409);
        assertThat(accrueNow(tern)).isEqualTo(Money.of("10.00"));
        as("vic", tern)
                .body(Map.of("text", "no"))
                .post("/api/clawbacks/{c}/objections", clawback)
                .then()
                .statusCode(403);
        as("ann", tern)
                .body(Map.of("text", "The licence was handed in on time."))
                .post("/api/clawbacks/{c}/objections", clawback)
                .then()
                .statusCode(200)
                .body("clawbacks[0].objections.text", contains("The licence was handed in on time."));
        assessor("city")
                .post("/api/assessments/clawbacks/{c}/confirm", clawback)
                .then()
                .statusCode(403);

        assessor("city2")
                .post("/api/assessments/clawbacks/{c}/confirm", clawback)
                .then()
                .statusCode(200)
                .body("state", equalTo("CONFIRMED"))
                .body("objections.by", contains("ann"));
        assertThat(accrueNow(tern)).isEqualTo(Money.ZERO);
        as("ann", tern)
                .get("/api/grants")
                .then()
                .body("state", contains("REVOKED"))
                .body("[0].steps.action", hasItems("clawback.proposed", "clawback.objected", "clawback.confirmed"));
        assessor("city")
                .body(WHY)
                .post("/api/assessments/clawbacks/{c}/turn-down", clawback)
                .then()
                .statusCode(409);
        assessor("city").get("/api/assessments/clawbacks").then().body("id", hasItem(clawback));
        var gull = town.organisation("Gull", "bob=OWNER");
        as("bob", gull)
                .body(Map.of("text", "not mine"))
                .post("/api/clawbacks/{c}/objections", clawback)
                .then()
                .statusCode(404);
        as("ann", tern).get("/api/assessments/grants").then().statusCode(403);
        Desks.operator().get("/api/assessments/grants").then().statusCode(403);
    }

    @Test
    void of_many_who_confirm_at_once_one_does_and_never_the_proposer() throws Exception {
        for (int round = 0; round < 3; round++) {
            var tern = town.organisation("Tern", "ann=OWNER");
            var grant = granted(tern);
            var clawback =
                    propose("city", grant, "2026-03-01T00:00:00Z").extract().<String>path("id");
            var start = new CountDownLatch(1);
            var statuses = new ArrayList<Integer>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var running = new ArrayList<Future<Integer>>();
                for (var person : List.of("city", "city2", "city3", "city4", "city")) {
                    running.add(threads.submit(() -> {
                        start.await();
                        return assessor(person)
                                .post("/api/assessments/clawbacks/{c}/confirm", clawback)
                                .statusCode();
                    }));
                }
                start.countDown();
                for (var each : running) {
                    statuses.add(each.get());
                }
            }
            assertThat(statuses).containsOnlyOnce(200).doesNotContain(500);
        }
    }

    @Test
    void a_reassessment_counts_what_is_posted_again() {
        var tern = town.organisation("Tern", "ann=OWNER");
        var grant = granted(tern);
        accrue(tern, "2026-06-01T00:00", "2026-06-02T00:00");
        reassess(grant, 0.60, "2026-06-01T00:00:00+08:00").statusCode(400).body("violations.field", contains("ratio"));
        reassess(grant, 0.05, "2025-06-01T00:00:00+08:00").statusCode(400).body("violations.field", contains("from"));

        reassess(grant, 0.05, "2026-06-01T00:00:00+08:00")
                .statusCode(200)
                .body("ratio", equalTo(0.05f))
                .body("accrued", equalTo("5.00"))
                .body("steps.action", hasItem("grant.reassessed"));
        as("ann", tern).get("/api/grants").then().body("accrued", contains("5.00"));
    }

    @Test
    void a_confirmed_clawback_is_charged_once_and_repaid_or_waived() {
        var tern = town.organisation("Tern", "ann=OWNER");
        var grant = granted(tern);
        accrue(tern, "2026-02-01T00:00", "2026-02-02T00:00");
        accrue(tern, "2026-06-01T00:00", "2026-06-02T00:00");
        pay(grant.programme(), "2026-H1");
        accrue(tern, "2026-07-01T00:00", "2026-07-02T00:00");
        var clawback = propose("city", grant, "2026-05-31T16:00:00Z").extract().<String>path("id");
        charge(clawback).statusCode(409);
        assessor("city")
                .post("/api/operator/clawbacks/{c}/charge", clawback)
                .then()
                .statusCode(403);
        assessor("city2")
                .post("/api/assessments/clawbacks/{c}/confirm", clawback)
                .then()
                .statusCode(200);

        charge(clawback)
                .statusCode(200)
                .body("state", equalTo("CHARGED"))
                .body("reversed", equalTo("10.00"))
                .body("receivable", equalTo("10.00"));
        charge(clawback).statusCode(200).body("receivable", equalTo("10.00"));
        as("ann", tern)
                .body(Map.of("text", "too late"))
                .post("/api/clawbacks/{c}/objections", clawback)
                .then()
                .statusCode(409);
        Desks.operator()
                .body(Map.of("reasons", "bank-4711"))
                .post("/api/operator/clawbacks/{c}/repaid", clawback)
                .then()
                .statusCode(200)
                .body("state", equalTo("REPAID"));
        Desks.operator()
                .body(WHY)
                .post("/api/operator/clawbacks/{c}/write-off", clawback)
                .then()
                .statusCode(409);
        assertThat(town.sum(
                        tern,
                        "select coalesce(sum(debit - credit), 0) as sum from ledger_posting where account = ?",
                        "programme_repayable:" + grant.programme()))
                .isEqualTo(Money.ZERO);
        assertThat(town.programmeUsed(grant.programme())).isEqualTo(Money.of("20.00"));
        assessor("city")
                .get("/api/assessments/budgets")
                .then()
                .statusCode(200)
                .body("find { it.programme == '" + grant.programme() + "' }.paid", equalTo("20.00"))
                .body("find { it.programme == '" + grant.programme() + "' }.used", equalTo("20.00"));
    }

    @Test
    void what_a_programme_that_reimburses_claws_back_is_no_money_of_ours() {
        var tern = town.organisation("Tern", "ann=OWNER");
        var programme = town.programme(null, null);
        town.owner("alter table programme_version disable trigger programme_version_keep");
        town.owner("update programme_version set mode = 'REIMBURSE' where programme_id = ?", programme);
        town.owner("alter table programme_version enable trigger programme_version_keep");
        var grant = town.grant(tern, programme, "0.10", Books.at("2026-01-01T00:00"), Books.at("2027-01-01T00:00"));
        accrue(tern, "2026-06-01T00:00", "2026-06-02T00:00");
        pay(programme, "2026-H1");
        var clawback = propose("city", grant, "2026-05-31T16:00:00Z").extract().<String>path("id");
        assessor("city2")
                .post("/api/assessments/clawbacks/{c}/confirm", clawback)
                .then()
                .statusCode(200);
        charge(clawback).statusCode(200).body("receivable", equalTo("10.00"));

        Desks.operator()
                .body(Map.of("reasons", "they settled it among themselves"))
                .post("/api/operator/clawbacks/{c}/repaid", clawback)
                .then()
                .statusCode(200)
                .body("state", equalTo("REPAID"));

        assertThat(town.sum(
                        tern,
                        "select count(*) as sum from ledger_posting where account like any (array['cash', 'unbilled',"
                                + " 'programme_repayable:%'])"))
                .isEqualTo(Money.ZERO);
    }

    private static io.restassured.response.ValidatableResponse reassess(Grant grant, double ratio, String from) {
        return assessor("city")
                .body(Map.of("ratio", ratio, "from", from, "reasons", "the company has grown"))
                .post("/api/assessments/grants/{g}/reassess", grant.id())
                .then();
    }

    private static io.restassured.response.ValidatableResponse charge(String clawback) {
        return Desks.operator()
                .post("/api/operator/clawbacks/{c}/charge", clawback)
                .then();
    }

    /// Claims all that has accrued under the programme, and pays it in full.
    private static void pay(UUID programme, String period) {
        var claim = Desks.operator()
                .body(Map.of("programme", programme, "period", period))
                .post("/api/operator/claims")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("id");
        Desks.operator().post("/api/operator/claims/{c}/freeze", claim).then().statusCode(200);
        var sum = Desks.operator()
                .post("/api/operator/claims/{c}/submit", claim)
                .then()
                .statusCode(200)
                .extract()
                .<String>path("claimed");
        assessor("city")
                .body(Map.of("paid", sum, "reference", "r", "paidOn", "2026-11-25", "reasons", "r"))
                .post("/api/assessments/claims/{c}/settle", claim)
                .then()
                .statusCode(200)
                .body("state", equalTo("PAID"))
                .body("finding", equalTo("EQUAL"));
    }

    /// Ten per cent of a hundred.
    private void accrue(UUID organisation, String from, String until) {
        var charge = ids.next();
        town.as(
                organisation,
                () -> accruals.accrue(List.of(new ChargeNow(
                        charge,
                        organisation,
                        "lease",
                        "inference",
                        "other",
                        Books.at(from),
                        Books.at(until),
                        Money.of("100.00"),
                        YearMonth.of(2026, 11)))));
    }

    private Grant granted(UUID organisation) {
        return town.grant(
                organisation,
                town.programme(null, null),
                "0.10",
                Books.at("2026-01-01T00:00"),
                Books.at("2027-01-01T00:00"));
    }

    private static io.restassured.response.ValidatableResponse propose(String person, Grant grant, String from) {
        return assessor(person)
                .body(Map.of("from", from, "reasons", "the licence was withdrawn"))
                .post("/api/assessments/grants/{g}/clawbacks", grant.id())
                .then();
    }

    /// A charge of one second of service from now on: it lies wholly under the version in force.
    private Money accrueNow(UUID organisation) {
        var charge = ids.next();
        Instant now = clock.instant();
        return town.as(
                organisation,
                () -> accruals.accrue(List.of(new ChargeNow(
                                charge,
                                organisation,
                                "lease",
                                "inference",
                                "other",
                                now,
                                now.plus(Duration.ofSeconds(1)),
                                Money.of("100.00"),
                                YearMonth.of(2026, 11))))
                        .getFirst()
                        .accrued());
    }
}
