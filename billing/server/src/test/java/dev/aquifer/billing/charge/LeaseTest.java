package dev.aquifer.billing.charge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.platform.api.lease.LeaseClosed;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.LeaseWatermark;
import dev.aquifer.platform.api.lease.Purpose;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Leases become charges: exact, cut at midnight, the same whatever order the facts come in.
@QuarkusTest
@WithTestResource(BillingServers.class)
class LeaseTest {

    private static final YearMonth MONTH = YearMonth.of(2026, 3);
    private static final Instant MONTH_START = ServiceTime.start(MONTH);

    @Inject
    Given given;

    @Inject
    ChargeDesk desk;

    @Inject
    Charges charges;

    @Inject
    Ledger ledger;

    @Inject
    PriceBooks books;

    @Inject
    Tenancy tenancy;

    @Inject
    Organisations organisations;

    @Test
    void a_lease_is_cut_at_midnight_and_at_the_months_end() {
        // given
        UUID organisation = known();
        LeaseOpened lease = lease(organisation, MONTH_START.minus(Duration.ofMinutes(90)));

        // when
        charge(organisation, opened(lease), closed(lease, MONTH_START.plus(Duration.ofMinutes(45))));

        // then
        assertThat(charges(organisation)).extracting(Charge::month).containsExactly(MONTH.minusMonths(1), MONTH);
        assertThat(charges(organisation)).extracting(Charge::net).containsExactly(Money.of("22.20"), Money.of("11.10"));
        assertThat(charges(organisation).getFirst().until()).isEqualTo(MONTH_START);
        assertThat(charges(organisation).getLast().from()).isEqualTo(MONTH_START);
    }

    @Test
    void watermarks_then_close_give_the_same_as_close_alone() {
        // given
        UUID organisation = known();
        Instant from = MONTH_START.plusSeconds(3 * 86_400 - 1000);
        Instant end = from.plusMillis(2_345_678);
        LeaseOpened lease = lease(organisation, from);
        UUID other = known();
        LeaseOpened twin = copy(lease, other);

        // when
        charge(organisation, opened(lease));
        for (int second = 5; second < 2_345; second += 5) {
            charge(organisation, alive(lease, from.plusSeconds(second)));
        }
        charge(organisation, closed(lease, end));
        charge(other, opened(twin), closed(twin, end));

        // then
        assertThat(bytes(organisation)).isEqualTo(bytes(other));
        assertThat(unbilled(organisation)).isEqualTo(unbilled(other));
    }

    @Test
    void the_order_of_the_facts_changes_nothing() {
        // given
        Instant from = MONTH_START.minusSeconds(600);
        Instant end = MONTH_START.plusSeconds(86_400 + 77);
        Random random = new Random(7);
        List<String> bills = new ArrayList<>();

        // when
        for (int i = 0; i < 20; i++) {
            UUID organisation = known();
            LeaseOpened lease = lease(organisation, from);
            List<LeaseFact> facts = new ArrayList<>(List.of(
                    opened(lease),
                    alive(lease, from.plusSeconds(5)),
                    alive(lease, MONTH_START.plusSeconds(5)),
                    alive(lease, MONTH_START.plusSeconds(80_000)),
                    closed(lease, end)));
            Collections.shuffle(facts, random);
            facts.forEach(fact -> charge(organisation, fact));
            bills.add(bytes(organisation) + unbilled(organisation));
        }

        // then
        assertThat(bills).allMatch(bills.getFirst()::equals);
    }

    @Test
    void a_close_before_the_last_watermark_takes_the_difference_back() {
        UUID organisation = known();
        Instant from = MONTH_START.minusSeconds(3600);
        LeaseOpened lease = lease(organisation, from);

        charge(organisation, opened(lease), alive(lease, MONTH_START.plusSeconds(3600)));
        charge(organisation, closed(lease, MONTH_START.minusSeconds(1800)));

        assertThat(charges(organisation)).extracting(Charge::net).containsExactly(Money.of("7.40"), Money.ZERO);
        assertThat(unbilled(organisation)).isEqualTo(Money.of("7.40"));
    }

    @Test
    void free_leases_and_leases_that_never_opened_make_no_charge() {
        UUID organisation = known();
        LeaseOpened lease = lease(organisation, MONTH_START);
        LeaseOpened free = new LeaseOpened(
                given.id(),
                organisation,
                lease.pool(),
                lease.chipType(),
                lease.chipName(),
                lease.chipOrigin(),
                true,
                4,
                Purpose.INFERENCE,
                null,
                null,
                true,
                MONTH_START);

        charge(organisation, alive(lease, MONTH_START.plusSeconds(50)));
        charge(organisation, opened(free), closed(free, MONTH_START.plusSeconds(5000)));

        assertThat(charges(organisation)).isEmpty();
    }

    @Test
    void a_price_change_in_the_middle_of_a_day_makes_two_charges() {
        // given: a book that follows in the year 2030
        UUID organisation = known();
        Instant change = Instant.parse("2030-06-10T04:00:00Z");
        given.asSuperuser("insert into price_book (version, valid_from, currency, vat_rate, changed_by, changed_at)"
                + " values ('2030-06', '2030-06-10T04:00:00Z', 'CNY', 0.06, 'test', now())");
        given.asSuperuser("insert into price_entry select '2030-06', line, kind, item, bucket, pool, model, price * 2"
                + " from price_entry where version = '2026-01'");
        given.asSuperuser("update price_book set state = 'PUBLISHED' where version = '2030-06'");
        books.forget();
        LeaseOpened lease = lease(organisation, change.minusSeconds(3600));

        // when
        charge(organisation, opened(lease), closed(lease, change.plusSeconds(3600)));

        // then
        assertThat(charges(organisation)).extracting(Charge::priceBook).containsExactly("2026-01", "2030-06");
        assertThat(charges(organisation)).extracting(Charge::net).containsExactly(Money.of("14.80"), Money.of("29.60"));
        assertThat(charges(organisation)).extracting(Charge::day).containsOnly(ServiceTime.day(change));
    }

    private UUID known() {
        UUID id = given.id();
        organisations.save(new OrganisationChanged(id, "Tern", "s" + id, List.of()));
        return id;
    }

    private LeaseOpened lease(UUID organisation, Instant from) {
        return given.lease(organisation, "huawei-ascend-910b4", 2, from);
    }

    private LeaseOpened copy(LeaseOpened lease, UUID organisation) {
        return given.lease(organisation, lease.chipType(), lease.chips(), lease.from());
    }

    private LeaseFact opened(LeaseOpened lease) {
        return new LeaseFact.Opened(given.id(), lease);
    }

    private LeaseFact alive(LeaseOpened lease, Instant at) {
        return new LeaseFact.Watermark(given.id(), new LeaseWatermark(lease.lease(), lease.organisation(), at));
    }

    private LeaseFact closed(LeaseOpened lease, Instant at) {
        return new LeaseFact.Closed(given.id(), new LeaseClosed(lease.lease(), lease.organisation(), at));
    }

    private void charge(UUID organisation, LeaseFact... facts) {
        tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            desk.accrue(desk.charge(organisation, List.of(), Arrays.asList(facts)));
        });
    }

    private List<Charge> charges(UUID organisation) {
        return tenancy.asOrganisation(
                organisation,
                () -> charges.months(organisation).stream()
                        .flatMap(month -> charges.of(organisation, month).stream())
                        .filter(charge -> charge.kind() == ChargeKind.LEASE)
                        .sorted(Comparator.comparing(Charge::from))
                        .toList());
    }

    private Money unbilled(UUID organisation) {
        return Money.of(String.valueOf(given.asSuperuser("select coalesce(sum(debit - credit), 0) from ledger_posting"
                        + " where account = 'unbilled' and organisation_id = '" + organisation + "'")
                .getFirst()
                .getFirst()));
    }

    /// All that a bill shows of the charges, without ids.
    private String bytes(UUID organisation) {
        return charges(organisation).stream()
                .flatMap(charge -> Stream.of(
                        charge.day(), charge.quantity(), charge.from(), charge.until(), charge.net(), charge.item()))
                .toList()
                .toString();
    }
}
