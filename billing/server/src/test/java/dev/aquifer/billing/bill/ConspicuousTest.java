package dev.aquifer.billing.bill;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.month.CloseRuns;
import dev.aquifer.billing.month.Months;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// L5: a bill that is many times those before it closes only once an operator has released it.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(
        user = "ann",
        roles = {"operator"})
@OidcSecurity(claims = {@Claim(key = "sub", value = "ann"), @Claim(key = "name", value = "Ann")})
class ConspicuousTest {

    /// Tokens.
    private static final long UNIT = 1_000_000_000;

    private final YearMonth running = ServiceTime.month(Instant.now());
    private final YearMonth last = running.minusMonths(1);

    @Inject
    Given given;

    @Inject
    CloseJob job;

    @Inject
    CloseRuns runs;

    @Inject
    Months months;

    @Inject
    Customers customers;

    @Inject
    Tenancy tenancy;

    @AfterEach
    void nothing_is_wanted_any_more() {
        want(false);
    }

    @Test
    void a_bill_of_six_times_the_median_waits_for_a_release_and_then_closes() {
        // given: 1, 2.4 and 2 million CNY, then 12 million
        UUID organisation = customers.organisation("Boom");
        use(organisation, 4, 500);
        use(organisation, 3, 1_200);
        use(organisation, 2, 1_000);
        use(organisation, 1, 6_000);

        // when
        want(true);
        job.look();

        // then: nothing of it is closed, the operator sees why
        assertThat(closed(organisation, last)).isFalse();
        assertThat(closed(organisation, last.minusMonths(3))).isFalse();
        assertThat(holds(organisation)).containsExactly(last + " 12000000.00 2000000.00 5");
        assertThat(failed(organisation)).isFalse();

        // when: it is released without a look, and rightly
        release(organisation, last, "11999999.99", 409);
        release(organisation, last.minusMonths(1), "12000000.00", 404);
        release(organisation, last, "12000000.00", 200);
        assertThat(holds(organisation)).isEmpty();
        job.look();

        // then
        assertThat(closed(organisation, last)).isTrue();
        assertThat(audited(organisation))
                .containsExactly(List.of(last.toString(), "net 12000000.00 CNY: a new customer"));
    }

    @Test
    void a_bill_that_grows_after_its_release_waits_again() {
        UUID organisation = customers.organisation("Grow");
        use(organisation, 2, 1_000);
        use(organisation, 1, 6_000);
        want(true);
        job.look();
        want(false);
        release(organisation, last, "12000000.00", 200);

        use(organisation, 1, 1);
        want(true);
        job.look();

        assertThat(closed(organisation, last)).isFalse();
        assertThat(holds(organisation)).containsExactly(last + " 12002000.00 2000000.00 5");

        // and: nothing stays open for other tests
        release(organisation, last, "12002000.00", 200);
        job.look();
        assertThat(closed(organisation, last)).isTrue();
    }

    @Test
    void small_bills_first_bills_and_bills_within_the_bound_do_not_wait() {
        UUID small = customers.organisation("Small");
        use(small, 2, 1);
        use(small, 1, 5_000);
        UUID first = customers.organisation("First");
        use(first, 1, 60_000);
        UUID within = customers.organisation("Within");
        use(within, 2, 2_000);
        use(within, 1, 10_000);

        want(true);
        job.look();

        for (UUID organisation : List.of(small, first, within)) {
            assertThat(closed(organisation, last)).isTrue();
        }
    }

    @Test
    void the_median_is_the_middle_one_and_of_two_what_lies_between() {
        assertThat(Conspicuous.median(List.of())).isEmpty();
        assertThat(Conspicuous.median(List.of(Money.of("9.00"), Money.of("1.00"), Money.of("2.00"))))
                .contains(Money.of("2.00"));
        assertThat(Conspicuous.median(List.of(Money.of("9.00"), Money.of("1.01"))))
                .contains(Money.of("5.00"));
    }

    /// @param ago so many months, @param units of 2,000.00 CNY
    private void use(UUID organisation, int ago, long units) {
        Instant tenth = ServiceTime.start(running.minusMonths(ago).atDay(10));
        customers.use(organisation, tenth, units * UNIT);
    }

    private void want(boolean wanted) {
        tenancy.asNobody(() -> {
            runs.ask(new CloseRuns.Run(last, wanted, "Olga", Instant.now(), "test", null));
            return true;
        });
    }

    private boolean closed(UUID organisation, YearMonth month) {
        return tenancy.asOrganisation(organisation, () -> months.closed(organisation, month));
    }

    private List<String> holds(UUID organisation) {
        JsonPath closes = given().get("/api/operator/closes")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return closes.<Map<String, Object>>getList("find { it.month == '" + last + "' }.holds").stream()
                .filter(hold -> organisation.toString().equals(hold.get("organisation")))
                .map(hold ->
                        hold.get("month") + " " + hold.get("net") + " " + hold.get("median") + " " + hold.get("times"))
                .toList();
    }

    private boolean failed(UUID organisation) {
        return tenancy.asJobs(() -> runs.failures(last)).stream()
                .anyMatch(failure -> failure.organisation().equals(organisation));
    }

    private void release(UUID organisation, YearMonth month, String net, int status) {
        given().contentType("application/json")
                .body(Map.of("net", net, "reason", "a new customer"))
                .post("/api/operator/tenants/" + organisation + "/closes/" + month + "/release")
                .then()
                .statusCode(status);
    }

    private List<List<@Nullable String>> audited(UUID organisation) {
        return given.asSuperuser("select subject, detail from audit_entry where action = 'bill.release'"
                + " and organisation_id = '" + organisation + "'");
    }
}
