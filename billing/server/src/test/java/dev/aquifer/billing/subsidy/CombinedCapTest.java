package dev.aquifer.billing.subsidy;

import static dev.aquifer.billing.subsidy.Desks.assessor;
import static dev.aquifer.billing.subsidy.Desks.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.money.ServiceTime;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What all programmes together may pay: set by the operator for service to come, read by the city, too.
@QuarkusTest
@WithTestResource(SubsidyServers.class)
class CombinedCapTest {
    @Inject
    InstantSource clock;

    @Inject
    Tenancy tenancy;

    @Inject
    CombinedCaps caps;

    @Inject
    Acts acts;

    @Test
    void the_operator_sets_it_from_a_coming_day_on_and_everybody_sees_who_did_and_why() {
        var day = LocalDate.of(2041, 1, 1);

        operator()
                .body(cap(day, "0.80"))
                .post("/api/combined-caps")
                .then()
                .statusCode(200)
                .body("from", contains("2041-01-01", "2000-01-01"))
                .body("inForce", contains(false, true))
                .body("[0].reasons", equalTo("the city and the district agreed"))
                .body("[1].setBy", nullValue());
        operator().body(cap(day, "0.80")).post("/api/combined-caps").then().statusCode(200);
        operator().body(cap(day, "0.70")).post("/api/combined-caps").then().statusCode(409);

        assessor("city")
                .get("/api/combined-caps")
                .then()
                .statusCode(200)
                .body("from", contains("2041-01-01", "2000-01-01"));
        var inForce = QuarkusTransaction.requiringNew().call(() -> tenancy.asJobs(caps::all));
        assertThat(inForce.at(ServiceTime.start(day))).isEqualByComparingTo("0.80");
        assertThat(inForce.at(ServiceTime.start(day.minusDays(1)))).isEqualByComparingTo("1");
        var steps = QuarkusTransaction.requiringNew().call(() -> tenancy.asJobs(() -> acts.events(CapDesk.SUBJECT)));
        assertThat(steps).hasSize(1);
        assertThat(steps.getFirst().action()).isEqualTo("cap.set");
        assertThat(steps.getFirst().detail()).contains("0.80 from 2041-01-01: the city");
    }

    @Test
    void what_is_posted_already_stays_and_the_city_does_not_set_it() {
        var today = ServiceTime.day(clock.instant());

        operator()
                .body(cap(today, "0.80"))
                .post("/api/combined-caps")
                .then()
                .statusCode(400)
                .body("violations.field", contains("from"))
                .body("detail", containsString("after today"));
        operator()
                .body(cap(today.plusDays(1), "1.01"))
                .post("/api/combined-caps")
                .then()
                .statusCode(400);
        assessor("city")
                .body(cap(today.plusDays(1), "0.80"))
                .post("/api/combined-caps")
                .then()
                .statusCode(403);
    }

    private static Map<String, Object> cap(LocalDate from, String cap) {
        return Map.of(
                "from", from.toString(), "cap", new BigDecimal(cap), "reasons", "the city and the district agreed");
    }
}
