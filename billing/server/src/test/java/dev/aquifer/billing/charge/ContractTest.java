package dev.aquifer.billing.charge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.BillingServers;
import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.Rounding;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.Purpose;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What an organisation's own prices make of its use: tiers over a month, discounts, commitments.
@QuarkusTest
@WithTestResource(BillingServers.class)
class ContractTest {

    private static final String GRADUATED =
            "'TOKENS', 'aquifer-lexicon-6m', 'OUTPUT', null, 'GRADUATED', null, '{1000000}', '{2000,1500}', null, null, null,"
                    + " null, null, 0";

    @Inject
    Given given;

    @Inject
    Shop shop;

    @Inject
    FeeDesk fees;

    @Inject
    Ledger ledger;

    @Inject
    Tenancy tenancy;

    @Test
    void tiers_give_the_same_amounts_whatever_the_order_and_the_batches() {
        // given
        Random random = new Random(20_261_125);
        UUID whole = shop.known();
        UUID parts = shop.known();
        shop.contract(whole, "2029-03-01", null, GRADUATED);
        shop.contract(parts, "2029-03-01", null, GRADUATED);
        List<long[]> uses = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            uses.add(new long[] {random.nextInt(31), random.nextInt(3), random.nextInt(40_000)});
        }

        // when
        shop.tokens(whole, uses);
        List<long[]> shuffled = new ArrayList<>(uses);
        Collections.shuffle(shuffled, random);
        for (int from = 0; from < shuffled.size(); from += 7) {
            shop.tokens(parts, shuffled.subList(from, Math.min(from + 7, shuffled.size())));
        }

        // then: 2.00 a thousand up to a million, then 1.50
        long total = uses.stream().mapToLong(use -> use[2]).sum();
        assertThat(total).isGreaterThan(1_000_000);
        Money amount = Money.of("2000.00")
                .plus(Rounding.charge(
                        BigDecimal.valueOf(total - 1_000_000),
                        BigDecimal.valueOf(1500),
                        BigDecimal.valueOf(1_000_000)));
        assertThat(shop.net(whole)).isEqualTo(amount);
        assertThat(shop.net(parts)).isEqualTo(amount);
        assertThat(shop.unbilled(parts)).isEqualTo(amount);
        assertThat(shop.byDay(parts)).isEqualTo(shop.byDay(whole));
        assertThat(shop.of(whole))
                .allSatisfy(charge -> assertThat(charge.net().isNegative()).isFalse());
    }

    @Test
    void the_worked_amount_spreads_over_two_days_and_says_how() {
        UUID organisation = shop.known();
        shop.contract(organisation, "2029-03-01", null, GRADUATED);

        shop.tokens(organisation, List.of(new long[] {1, 0, 900_000}, new long[] {2, 0, 700_000}));

        assertThat(shop.of(organisation))
                .extracting(Charge::net)
                .containsExactly(Money.of("1800.00"), Money.of("1100.00"));
        assertThat(shop.of(organisation).getLast().working()).endsWith("= 2900.00 − 1800.00 = 1100.00");
    }

    @Test
    void a_price_change_in_the_middle_of_a_month_starts_a_new_count() {
        UUID organisation = shop.known();
        shop.contract(organisation, "2029-03-01", "2029-03-16", GRADUATED);
        shop.contract(organisation, "2029-03-16", null, GRADUATED);

        shop.tokens(organisation, List.of(new long[] {2, 0, 900_000}, new long[] {20, 0, 900_000}));

        assertThat(shop.of(organisation))
                .extracting(Charge::net)
                .containsExactly(Money.of("1800.00"), Money.of("1800.00"));
    }

    @Test
    void a_discount_is_taken_off_the_list_amount_and_ends_with_the_contract() {
        // given: 7.40 an hour; 15 % off from the 1st to the 2nd of March
        UUID organisation = shop.known();
        shop.contract(
                organisation,
                "2029-03-01",
                "2029-03-02",
                "'LEASE', '*', null, null, 'LIST', null, '{}', '{}', null, null, null, null, null, 0.15");
        LeaseOpened lease = given.lease(organisation, "huawei-ascend-910b4", 1, Shop.START.plus(Duration.ofHours(23)));

        // when
        shop.lease(organisation, lease, Shop.START.plus(Duration.ofHours(25)));

        // then
        assertThat(shop.of(organisation)).extracting(Charge::list).containsExactly(Money.of("7.40"), Money.of("7.40"));
        assertThat(shop.of(organisation))
                .extracting(Charge::discount)
                .containsExactly(Money.of("1.11"), Money.of("0.00"));
        assertThat(shop.of(organisation)).extracting(Charge::net).containsExactly(Money.of("6.29"), Money.of("7.40"));
        assertThat(shop.of(organisation).getLast().priceBook()).isEqualTo("2026-01");
        assertThat(shop.unbilled(organisation)).isEqualTo(Money.of("13.69"));
    }

    @Test
    void a_training_job_and_a_pool_have_prices_of_their_own() {
        // given
        UUID organisation = shop.known();
        shop.contract(
                organisation,
                "2029-03-01",
                null,
                "'TRAINING', 'nvidia-a10', null, null, 'PER_UNIT', 2, '{}', '{}', null, null, null, null, null, 0",
                "'LEASE', 'nvidia-a10', null, '00000000-0000-0000-0000-000000000007', 'PER_UNIT', 1, '{}', '{}', null, null,"
                        + " null, null, null, 0");
        LeaseOpened inference = given.lease(organisation, "nvidia-a10", 1, Shop.START);
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
                Shop.START.plus(Duration.ofDays(1)));

        // when
        shop.lease(organisation, inference, Shop.START.plus(Duration.ofHours(1)));
        shop.lease(organisation, training, training.from().plus(Duration.ofHours(1)));

        // then
        assertThat(shop.of(organisation)).extracting(Charge::net).containsExactly(Money.of("1.00"), Money.of("2.00"));
    }

    @Test
    void volume_tiers_lower_the_days_before_when_the_month_reaches_the_next_price() {
        UUID organisation = shop.known();
        shop.contract(organisation, "2029-03-01", null, GRADUATED.replace("GRADUATED", "VOLUME"));

        shop.tokens(organisation, List.of(new long[] {1, 0, 900_000}));
        assertThat(shop.unbilled(organisation)).isEqualTo(Money.of("1800.00"));
        shop.tokens(organisation, List.of(new long[] {2, 0, 700_000}));

        assertThat(shop.of(organisation))
                .extracting(Charge::net)
                .containsExactly(Money.of("1350.00"), Money.of("1050.00"));
        assertThat(shop.unbilled(organisation)).isEqualTo(Money.of("2400.00"));
    }

    @Test
    void packages_count_over_the_month_with_overage_or_whole() {
        UUID overage = shop.known();
        UUID whole = shop.known();
        shop.contract(
                overage,
                "2029-03-01",
                null,
                "'TOKENS', 'aquifer-lexicon-6m', 'OUTPUT', null, 'PACKAGE', 5, '{}', '{}', 1000000, 8, null, null, null, 0");
        shop.contract(
                whole,
                "2029-03-01",
                null,
                "'TOKENS', 'aquifer-lexicon-6m', 'OUTPUT', null, 'PACKAGE', 5, '{}', '{}', 10000, null, null, null, null, 0");

        shop.tokens(overage, List.of(new long[] {1, 0, 400_000}, new long[] {2, 0, 1_100_000}));
        shop.tokens(whole, List.of(new long[] {1, 0, 10_000}, new long[] {2, 0, 10_001}));

        assertThat(shop.of(overage)).extracting(Charge::net).containsExactly(Money.of("5.00"), Money.of("4.00"));
        assertThat(shop.of(whole)).extracting(Charge::net).containsExactly(Money.of("5.00"), Money.of("10.00"));
    }

    @Test
    void a_charge_by_the_public_book_has_the_id_that_it_always_had() {
        UUID organisation = shop.known();
        LeaseOpened lease = given.lease(organisation, "nvidia-a10", 1, Shop.START);

        shop.lease(organisation, lease, Shop.START.plus(Duration.ofHours(1)));
        shop.tokens(organisation, List.of(new long[] {0, 0, 1_000_000}));

        // then: or a lease that runs while a new version is brought in would be charged twice
        LocalDate day = ServiceTime.day(Shop.START);
        assertThat(shop.of(organisation))
                .extracting(Charge::id)
                .containsExactlyInAnyOrder(
                        Charge.idOf(organisation, ChargeKind.LEASE, lease.lease(), day, "2026-01"),
                        Charge.idOf(
                                organisation,
                                ChargeKind.TOKENS,
                                new UUID(9, 0),
                                Given.MODEL,
                                Bucket.OUTPUT,
                                day,
                                "2026-01",
                                true));
    }

    @Test
    void a_minimum_of_a_pool_counts_what_was_used_there() {
        // given: a tenth off 3.20 an hour in one pool, 100.00 a month at least
        UUID organisation = shop.known();
        shop.contract(
                organisation,
                "2029-03-01",
                null,
                "'LEASE', 'nvidia-a10', null, '00000000-0000-0000-0000-000000000007', 'LIST', null, '{}', '{}', null, null,"
                        + " null, null, 100, 0.1");

        // when
        shop.lease(
                organisation,
                given.lease(organisation, "nvidia-a10", 1, Shop.START),
                Shop.START.plus(Duration.ofHours(10)));

        // then
        assertThat(shop.net(organisation)).isEqualTo(Money.of("28.80"));
        assertThat(expected(organisation)).extracting(Charge::net).containsExactly(Money.of("71.20"));
    }

    @Test
    void a_one_time_fee_is_owed_also_where_another_contract_follows_within_the_month() {
        UUID organisation = shop.known();
        shop.contract(
                organisation,
                "2029-03-05",
                "2029-03-10",
                "'FEE', 'setup', null, null, 'ONE_TIME', 50, '{}', '{}', null, null, null, null, null, 0");
        shop.contract(
                organisation,
                "2029-03-10",
                null,
                "'LEASE', '*', null, null, 'LIST', null, '{}', '{}', null, null, null, null, null, 0.15");

        assertThat(expected(organisation)).extracting(Charge::net).containsExactly(Money.of("50.00"));
    }

    @Test
    void commitments_that_were_not_used_and_fees_are_lines_of_their_own_at_the_close() {
        // given: 10,000.00 a month of tokens, 100 reserved hours at 5.00, support, a setting-up fee
        UUID organisation = shop.known();
        shop.contract(
                organisation,
                "2029-03-01",
                null,
                "'TOKENS', 'aquifer-lexicon-6m', 'OUTPUT', null, 'PER_UNIT', 8, '{}', '{}', null, null, null, null, 10000, 0",
                "'LEASE', 'nvidia-a10', null, null, 'RESERVED', 5, '{}', '{}', 100, 6, '2029-03', '2029-12', null, 0",
                "'FEE', 'support', null, null, 'FLAT', 200, '{}', '{}', null, null, null, null, null, 0",
                "'FEE', 'setup', null, null, 'ONE_TIME', 50, '{}', '{}', null, null, null, null, null, 0");
        shop.tokens(organisation, List.of(new long[] {4, 0, 1_087_500_000}));
        shop.lease(
                organisation,
                given.lease(organisation, "nvidia-a10", 1, Shop.START),
                Shop.START.plus(Duration.ofHours(30)));

        // when
        tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            fees.settle(organisation, Shop.MONTH);
            fees.settle(organisation, Shop.MONTH);
        });

        // then
        assertThat(shop.of(organisation))
                .filteredOn(charge -> charge.kind() == ChargeKind.FEE)
                .extracting(charge -> charge.deploymentName() + " " + charge.item() + " " + charge.net())
                .containsExactlyInAnyOrder(
                        "TOKENS aquifer-lexicon-6m OUTPUT commitment-not-used 1300.00",
                        "LEASE nvidia-a10 commitment-not-used 350.00",
                        "support flat-fee 200.00",
                        "setup one-time-fee 50.00");
        assertThat(shop.unbilled(organisation)).isEqualTo(Money.of("10750.00"));
        assertThat(given.asSuperuser("select 1 from charge_basis where organisation_id = '" + organisation
                        + "' and kind not in ('lease', 'tokens')"))
                .isEmpty();
        assertThat(tenancy.asOrganisation(organisation, () -> fees.expected(organisation, Shop.MONTH.plusMonths(1))))
                .extracting(Charge::item)
                .doesNotContain("one-time-fee");
    }

    private List<Charge> expected(UUID organisation) {
        return tenancy.asOrganisation(organisation, () -> fees.expected(organisation, Shop.MONTH));
    }
}
