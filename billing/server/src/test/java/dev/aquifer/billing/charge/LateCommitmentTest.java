package dev.aquifer.billing.charge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.bill.Closer;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.platform.api.lease.LeaseClosed;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.LeaseWatermark;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What facts that come after the close do to commitments and to leases under a contract.
@QuarkusTest
@WithTestResource(BillingServers.class)
@TestSecurity(user = "ann")
@OidcSecurity(claims = @Claim(key = "sub", value = "ann"))
class LateCommitmentTest {

    private static final String TOKENS_AT_LEAST_100 =
            "'TOKENS', 'aquifer-lexicon-6m', 'OUTPUT', null, 'PER_UNIT', 8, '{}', '{}', null, null, null, null, 100, 0";

    private final YearMonth running = ServiceTime.month(Instant.now());
    private final YearMonth last = running.minusMonths(1);
    private final Instant tenth = ServiceTime.start(last.atDay(10)).plusSeconds(36_000);

    @Inject
    Given given;

    @Inject
    Shop shop;

    @Inject
    Closer closer;

    @Test
    void late_use_takes_back_what_was_billed_as_not_used() {
        // given: 40.00 of 100.00 used, so 60.00 are billed as not used
        UUID organisation = shop.known("ann");
        shop.contract(organisation, last.atDay(1).toString(), null, TOKENS_AT_LEAST_100);
        shop.tokens(organisation, tenth, 5_000_000);
        closer.close(organisation, last);
        String document = get(organisation, last + "/document");
        assertThat(bill(organisation, last).getString("net")).isEqualTo("100.00");

        // when: 20.00 more were used
        shop.tokens(organisation, tenth, 2_500_000);

        // then
        JsonPath open = bill(organisation, running);
        assertThat(open.getString("net")).isEqualTo("0.00");
        assertThat(open.getList("credits.net", String.class)).containsExactly("-20.00");
        assertThat(open.getString("credits[0].serviceMonth")).isEqualTo(last.toString());
        assertThat(shop.unbilled(organisation)).hasToString("0.00");

        // when: 80.00 more, so that the commitment is more than used
        shop.tokens(organisation, tenth, 5_000_000);
        shop.tokens(organisation, tenth, 5_000_000);

        // then: one line for all that was given back; together the two bills have what was used, 140.00
        open = bill(organisation, running);
        assertThat(open.getList("credits.net", String.class)).containsExactly("-60.00");
        assertThat(open.getString("credits[0].reason")).isEqualTo("commitment-used-later");
        assertThat(open.getString("net")).isEqualTo("40.00");
        assertThat(shop.unbilled(organisation)).hasToString("40.00");
        assertThat(get(organisation, last + "/document")).isEqualTo(document);
    }

    @Test
    void a_late_lease_that_turns_out_shorter_is_owed_as_a_commitment_again() {
        // given: 10 hours a month at 5.00 are reserved, two were known at the close: 40.00 not used
        UUID organisation = shop.known("ann");
        shop.contract(
                organisation,
                last.atDay(1).toString(),
                null,
                "'LEASE', 'nvidia-a10', null, null, 'RESERVED', 5, '{}', '{}', 10, 6, '" + last + "', '" + last
                        + "', null, 0");
        LeaseOpened lease = given.lease(organisation, "nvidia-a10", 1, tenth);
        leases(organisation, new LeaseFact.Opened(given.id(), lease), alive(lease, 2));
        closer.close(organisation, last);
        assertThat(bill(organisation, last).getString("net")).isEqualTo("50.00");

        // when: it was alive after eight hours; no, it ended after five
        leases(organisation, alive(lease, 8));
        JsonPath longer = bill(organisation, running);
        leases(
                organisation,
                new LeaseFact.Closed(
                        given.id(), new LeaseClosed(lease.lease(), organisation, tenth.plus(Duration.ofHours(5)))));

        // then
        assertThat(longer.getString("net")).isEqualTo("0.00");
        assertThat(longer.getList("credits.net", String.class)).containsExactly("-30.00");
        JsonPath open = bill(organisation, running);
        assertThat(open.getString("net")).isEqualTo("0.00");
        assertThat(open.getList("groups.kind", String.class)).containsExactly("LEASE", "FEE");
        assertThat(open.getList("groups.net", String.class)).containsExactly("15.00", "15.00");
        assertThat(shop.unbilled(organisation)).hasToString("0.00");
    }

    @Test
    void months_in_which_nothing_but_fees_fell_due_have_bills() {
        // given: nothing is ever used
        UUID organisation = shop.known("ann");
        shop.contract(
                organisation,
                last.minusMonths(2).atDay(1).toString(),
                last.atDay(1).toString(),
                TOKENS_AT_LEAST_100,
                "'LEASE', 'nvidia-a10', null, null, 'RESERVED', 5, '{}', '{}', 10, 6, '" + last.minusMonths(1) + "', '"
                        + last + "', null, 0");

        // when
        closer.close(organisation, last);

        // then
        assertThat(bill(organisation, last.minusMonths(2)).getString("payable")).isEqualTo("106.00");
        assertThat(bill(organisation, last.minusMonths(1)).getString("payable")).isEqualTo("159.00");
        assertThat(bill(organisation, last.minusMonths(1)).getString("state")).isEqualTo("CLOSED");
        given().header("Aquifer-Organisation", organisation)
                .get("/api/bills/" + last)
                .then()
                .statusCode(404);
        assertThat(shop.unbilled(organisation)).hasToString("0.00");
    }

    @Test
    void two_stretches_of_one_price_book_on_one_day_come_late_each_for_itself() {
        // given: a contract for four hours around noon of one day; the lease is known for an hour of the morning
        UUID organisation = shop.known("ann");
        Instant morning = ServiceTime.start(last.atDay(20)).plus(Duration.ofHours(8));
        shop.contract(
                organisation,
                morning.plus(Duration.ofHours(2)).toString(),
                morning.plus(Duration.ofHours(6)).toString(),
                "'LEASE', 'nvidia-a10', null, null, 'PER_UNIT', 1, '{}', '{}', null, null, null, null, null, 0");
        LeaseOpened lease = given.lease(organisation, "nvidia-a10", 1, morning);
        leases(
                organisation,
                new LeaseFact.Opened(given.id(), lease),
                new LeaseFact.Watermark(
                        given.id(),
                        new LeaseWatermark(lease.lease(), organisation, morning.plus(Duration.ofHours(1)))));
        closer.close(organisation, last);

        // when: it ran until four o'clock in the afternoon
        leases(
                organisation,
                new LeaseFact.Closed(
                        given.id(), new LeaseClosed(lease.lease(), organisation, morning.plus(Duration.ofHours(8)))));

        // then: at 3.20 an hour one more and two, at 1.00 four
        JsonPath open = bill(organisation, running);
        assertThat(open.getList("groups[0].charges.net", String.class)).containsExactly("3.20", "4.00", "6.40");
        assertThat(open.getList("groups[0].charges.from", String.class))
                .containsExactly(
                        morning.plus(Duration.ofHours(1)).toString(),
                        morning.plus(Duration.ofHours(2)).toString(),
                        morning.plus(Duration.ofHours(6)).toString());
        assertThat(shop.unbilled(organisation)).hasToString("13.60");
    }

    private LeaseFact alive(LeaseOpened lease, int hours) {
        return new LeaseFact.Watermark(
                given.id(),
                new LeaseWatermark(
                        lease.lease(), lease.organisation(), lease.from().plus(Duration.ofHours(hours))));
    }

    private void leases(UUID organisation, LeaseFact... facts) {
        shop.charge(organisation, List.of(), List.of(facts));
    }

    private static JsonPath bill(UUID organisation, YearMonth month) {
        return JsonPath.from(get(organisation, month.toString()));
    }

    private static String get(UUID organisation, String path) {
        return given().header("Aquifer-Organisation", organisation)
                .get("/api/bills/" + path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
