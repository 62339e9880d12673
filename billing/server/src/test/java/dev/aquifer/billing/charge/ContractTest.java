package dev.aquifer.billing.charge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.price.RepriceView;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.Rounding;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.platform.api.lease.LeaseClosed;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.Purpose;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.usage.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What an organisation's own prices make of its use: tiers over a month, discounts, commitments, and the preview.
@QuarkusTest
@WithTestResource(BillingServers.class)
class ContractTest {

    private static final YearMonth MONTH = YearMonth.of(2029, 3);
    private static final Instant START = ServiceTime.start(MONTH);
    private static final String GRADUATED =
            "'TOKENS', 'aquifer-lexicon-6m', 'OUTPUT', null, 'GRADUATED', null, '{1000000}', '{2000,1500}', null, null, null,"
                    + " null, null, 0";

    @Inject
    Given given;

    @Inject
    ChargeDesk desk;

    @Inject
    FeeDesk fees;

    @Inject
    Repricing repricing;

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
    void tiers_give_the_same_amounts_whatever_the_order_and_the_batches() {
        // given
        Random random = new Random(20_261_125);
        UUID whole = known();
        UUID parts = known();
        contract(whole, "2029-03-01", null, GRADUATED);
        contract(parts, "2029-03-01", null, GRADUATED);
        List<long[]> uses = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            uses.add(new long[] {random.nextInt(31), random.nextInt(3), random.nextInt(40_000)});
        }

        // when
        tokens(whole, uses);
        List<long[]> shuffled = new ArrayList<>(uses);
        Collections.shuffle(shuffled, random);
        for (int from = 0; from < shuffled.size(); from += 7) {
            tokens(parts, shuffled.subList(from, Math.min(from + 7, shuffled.size())));
        }

        // then: 2.00 a thousand up to a million, then 1.50
        long total = uses.stream().mapToLong(use -> use[2]).sum();
        assertThat(total).isGreaterThan(1_000_000);
        Money amount = Money.of("2000.00")
                .plus(Rounding.charge(
                        BigDecimal.valueOf(total - 1_000_000),
                        BigDecimal.valueOf(1500),
                        BigDecimal.valueOf(1_000_000)));
        assertThat(net(whole)).isEqualTo(amount);
        assertThat(net(parts)).isEqualTo(amount);
        assertThat(unbilled(parts)).isEqualTo(amount);
        assertThat(byDay(parts)).isEqualTo(byDay(whole));
        assertThat(of(whole))
                .allSatisfy(charge -> assertThat(charge.net().isNegative()).isFalse());
    }

    @Test
    void the_worked_amount_spreads_over_two_days_and_says_how() {
        UUID organisation = known();
        contract(organisation, "2029-03-01", null, GRADUATED);

        tokens(organisation, List.of(new long[] {1, 0, 900_000}, new long[] {2, 0, 700_000}));

        assertThat(of(organisation)).extracting(Charge::net).containsExactly(Money.of("1800.00"), Money.of("1100.00"));
        assertThat(of(organisation).getLast().working()).endsWith("= 2900.00 − 1800.00 = 1100.00");
    }

    @Test
    void a_price_change_in_the_middle_of_a_month_starts_a_new_count() {
        UUID organisation = known();
        contract(organisation, "2029-03-01", "2029-03-16", GRADUATED);
        contract(organisation, "2029-03-16", null, GRADUATED);

        tokens(organisation, List.of(new long[] {2, 0, 900_000}, new long[] {20, 0, 900_000}));

        assertThat(of(organisation)).extracting(Charge::net).containsExactly(Money.of("1800.00"), Money.of("1800.00"));
    }

    @Test
    void a_discount_is_taken_off_the_list_amount_and_ends_with_the_contract() {
        // given: 7.40 an hour; 15 % off from the 1st to the 2nd of March
        UUID organisation = known();
        contract(
                organisation,
                "2029-03-01",
                "2029-03-02",
                "'LEASE', '*', null, null, 'LIST', null, '{}', '{}', null, null, null, null, null, 0.15");
        LeaseOpened lease = given.lease(organisation, "huawei-ascend-910b4", 1, START.plus(Duration.ofHours(23)));

        // when
        lease(organisation, lease, START.plus(Duration.ofHours(25)));

        // then
        assertThat(of(organisation)).extracting(Charge::list).containsExactly(Money.of("7.40"), Money.of("7.40"));
        assertThat(of(organisation)).extracting(Charge::discount).containsExactly(Money.of("1.11"), Money.of("0.00"));
        assertThat(of(organisation)).extracting(Charge::net).containsExactly(Money.of("6.29"), Money.of("7.40"));
        assertThat(of(organisation).getLast().priceBook()).isEqualTo("2026-01");
        assertThat(unbilled(organisation)).isEqualTo(Money.of("13.69"));
    }

    @Test
    void a_training_job_and_a_pool_have_prices_of_their_own() {
        // given
        UUID organisation = known();
        contract(
                organisation,
                "2029-03-01",
                null,
                "'TRAINING', 'nvidia-a10', null, null, 'PER_UNIT', 2, '{}', '{}', null, null, null, null, null, 0",
                "'LEASE', 'nvidia-a10', null, '00000000-0000-0000-0000-000000000007', 'PER_UNIT', 1, '{}', '{}', null, null,"
                        + " null, null, null, 0");
        LeaseOpened inference = given.lease(organisation, "nvidia-a10", 1, START);
        LeaseOpened training = new LeaseOpened(
                given.id(),
                organisation,
                new UUID(0, 9),
                "nvidia-a10",
                "A10",
                "other",
                true,
                1,
                Purpose.TRAINING,
                null,
                null,
                false,
                START.plus(Duration.ofDays(1)));

        // when
        lease(organisation, inference, START.plus(Duration.ofHours(1)));
        lease(organisation, training, training.from().plus(Duration.ofHours(1)));

        // then
        assertThat(of(organisation)).extracting(Charge::net).containsExactly(Money.of("1.00"), Money.of("2.00"));
    }

    @Test
    void commitments_that_were_not_used_and_fees_are_lines_of_their_own_at_the_close() {
        // given: 10,000.00 a month of tokens, 100 reserved hours at 5.00, support, a setting-up fee
        UUID organisation = known();
        contract(
                organisation,
                "2029-03-01",
                null,
                "'TOKENS', 'aquifer-lexicon-6m', 'OUTPUT', null, 'PER_UNIT', 8, '{}', '{}', null, null, null, null, 10000, 0",
                "'LEASE', 'nvidia-a10', null, null, 'RESERVED', 5, '{}', '{}', 100, 6, '2029-03', '2029-12', null, 0",
                "'FEE', 'support', null, null, 'FLAT', 200, '{}', '{}', null, null, null, null, null, 0",
                "'FEE', 'setup', null, null, 'ONE_TIME', 50, '{}', '{}', null, null, null, null, null, 0");
        tokens(organisation, List.of(new long[] {4, 0, 1_087_500_000}));
        lease(organisation, given.lease(organisation, "nvidia-a10", 1, START), START.plus(Duration.ofHours(30)));

        // when
        tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            fees.settle(organisation, MONTH);
            fees.settle(organisation, MONTH);
        });

        // then
        assertThat(of(organisation))
                .filteredOn(charge -> charge.kind() == ChargeKind.FEE)
                .extracting(charge -> charge.deploymentName() + " " + charge.item() + " " + charge.net())
                .containsExactlyInAnyOrder(
                        "TOKENS aquifer-lexicon-6m OUTPUT commitment-not-used 1300.00",
                        "LEASE nvidia-a10 commitment-not-used 350.00",
                        "support flat-fee 200.00",
                        "setup one-time-fee 50.00");
        assertThat(unbilled(organisation)).isEqualTo(Money.of("10750.00"));
        assertThat(tenancy.asOrganisation(organisation, () -> fees.expected(organisation, MONTH.plusMonths(1))))
                .extracting(Charge::item)
                .doesNotContain("one-time-fee");
    }

    @Test
    void a_month_is_repriced_under_a_draft_and_nothing_is_stored() {
        // given: 20.00 of tokens at 8.00 a million, and a draft at 6.00 with a tenth off
        UUID organisation = known();
        tokens(organisation, List.of(new long[] {4, 0, 2_500_000}));
        String version = draft(
                organisation,
                "2029-05-01",
                null,
                "'TOKENS', 'aquifer-lexicon-6m', 'OUTPUT', null, 'PER_UNIT', 6, '{}', '{}', null, null, null, null, null,"
                        + " 0.1");

        // when
        RepriceView view = repricing.preview(version, MONTH);

        // then
        assertThat(view.before()).isEqualTo(Money.of("20.00"));
        assertThat(view.after()).isEqualTo(Money.of("13.50"));
        assertThat(view.organisations()).singleElement().satisfies(one -> {
            assertThat(one.difference()).isEqualTo(Money.of("-6.50"));
            assertThat(one.movers().getFirst().sku()).isEqualTo("TOKENS aquifer-lexicon-6m OUTPUT");
        });
        assertThat(net(organisation)).isEqualTo(Money.of("20.00"));
    }

    private UUID known() {
        UUID id = given.id();
        organisations.save(new OrganisationChanged(id, "Tern", "s" + id, List.of()));
        return id;
    }

    private void contract(UUID organisation, String from, @Nullable String until, String... entries) {
        String version = draft(organisation, from, until, entries);
        given.asSuperuser("update contract_book set state = 'PUBLISHED' where version = '" + version + "'");
        books.forget();
    }

    private String draft(UUID organisation, String from, @Nullable String until, String... entries) {
        String version =
                "C-" + from.substring(5) + "-" + organisation.toString().substring(4);
        given.asSuperuser(
                "insert into contract_book (organisation_id, version, valid_from, valid_until, currency, vat_rate,"
                        + " title, changed_by, changed_at) values ('" + organisation + "', '" + version + "', "
                        + instant(from) + ", "
                        + instant(until) + ", 'CNY', 0.06, 'A contract', 'test', now())");
        for (int i = 0; i < entries.length; i++) {
            given.asSuperuser("insert into contract_entry values ('" + organisation + "', '" + version + "', " + i
                    + ", " + entries[i] + ")");
        }
        return version;
    }

    private static String instant(@Nullable String day) {
        return day == null ? "null" : "'" + ServiceTime.start(LocalDate.parse(day)) + "'";
    }

    /// @param uses day of the month, deployment, output tokens
    private void tokens(UUID organisation, List<long[]> uses) {
        List<UsageFact> facts = uses.stream()
                .map(use -> given.usage(
                        organisation,
                        new UUID(9, use[1]),
                        START.plus(Duration.ofDays(use[0])).plusSeconds(3600),
                        new Tokens(0, 0, 0, use[2], 0)))
                .map(usage -> new UsageFact(given.id(), usage.startedAt(), usage))
                .toList();
        tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            desk.charge(organisation, facts, List.of());
        });
    }

    private void lease(UUID organisation, LeaseOpened lease, Instant end) {
        tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            desk.charge(
                    organisation,
                    List.of(),
                    List.of(
                            new LeaseFact.Opened(given.id(), lease),
                            new LeaseFact.Closed(given.id(), new LeaseClosed(lease.lease(), organisation, end))));
        });
    }

    private List<Charge> of(UUID organisation) {
        return tenancy.asOrganisation(
                organisation,
                () -> charges.of(organisation, MONTH).stream()
                        .filter(charge -> charge.quantity().signum() > 0)
                        .sorted(Comparator.comparing(Charge::day).thenComparing(Charge::from))
                        .toList());
    }

    private Money net(UUID organisation) {
        return of(organisation).stream().map(Charge::net).reduce(Money.ZERO, Money::plus);
    }

    private Map<LocalDate, Money> byDay(UUID organisation) {
        return of(organisation).stream().collect(Collectors.toMap(Charge::day, Charge::net, Money::plus, TreeMap::new));
    }

    private Money unbilled(UUID organisation) {
        return Money.of(String.valueOf(given.asSuperuser("select coalesce(sum(debit - credit), 0) from ledger_posting"
                        + " where account = 'unbilled' and organisation_id = '" + organisation + "'")
                .getFirst()
                .getFirst()));
    }
}
