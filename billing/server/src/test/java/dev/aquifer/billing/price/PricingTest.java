package dev.aquifer.billing.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.price.Pricing.Graduated;
import dev.aquifer.billing.price.Pricing.Packages;
import dev.aquifer.billing.price.Pricing.PerUnit;
import dev.aquifer.billing.price.Pricing.Reserved;
import dev.aquifer.billing.price.Pricing.Tier;
import dev.aquifer.billing.price.Pricing.Volume;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The price models: the worked amounts, their boundaries, and what holds for all of them.
class PricingTest {

    private static final Unit THOUSAND = new Unit("thousand", BigDecimal.valueOf(1000), BigDecimal.ONE);
    private static final Unit CALL = new Unit("call", BigDecimal.ONE, BigDecimal.ONE);
    private static final List<Tier> TIERS = List.of(tier("1000000", "2.00"), tier(null, "1.50"));

    @Test
    void graduated_tiers_price_each_slice() {
        assertThat(amount(new Graduated(TIERS), THOUSAND, "1600000")).isEqualTo(Money.of("2900.00"));
    }

    @Test
    void volume_tiers_price_the_whole_at_the_tier_reached() {
        assertThat(amount(new Volume(TIERS), THOUSAND, "1600000")).isEqualTo(Money.of("2400.00"));
    }

    @Test
    void a_boundary_belongs_to_the_lower_tier() {
        assertThat(amount(new Volume(TIERS), THOUSAND, "1000000")).isEqualTo(Money.of("2000.00"));
        assertThat(amount(new Volume(TIERS), THOUSAND, "1000001")).isEqualTo(Money.of("1500.00"));
        assertThat(amount(new Graduated(TIERS), THOUSAND, "1000000")).isEqualTo(Money.of("2000.00"));
        // A unit at 1.50 a thousand is less than half a fen; seven are 0.0105.
        assertThat(amount(new Graduated(TIERS), THOUSAND, "1000007")).isEqualTo(Money.of("2000.01"));
    }

    @Test
    void packages_are_begun_whole() {
        Pricing packages = new Packages(decimal("10000"), decimal("5.00"), null);

        assertThat(amount(packages, CALL, "20001")).isEqualTo(Money.of("15.00"));
        assertThat(amount(packages, CALL, "20000")).isEqualTo(Money.of("10.00"));
        assertThat(amount(packages, CALL, "0")).isEqualTo(Money.of("0.00"));
    }

    @Test
    void a_package_with_overage_is_paid_once_and_the_rest_by_the_unit() {
        Pricing packages = new Packages(decimal("10000"), decimal("5.00"), decimal("0.001"));

        assertThat(amount(packages, CALL, "1")).isEqualTo(Money.of("5.00"));
        assertThat(amount(packages, CALL, "20001")).isEqualTo(Money.of("15.00"));
        assertThat(amount(packages, CALL, "10500")).isEqualTo(Money.of("5.50"));
    }

    @Test
    void a_lease_is_priced_by_the_chip_second() {
        assertThat(amount(new PerUnit(decimal("18.50")), Unit.CHIP_HOUR, String.valueOf(8 * 5025)))
                .isEqualTo(Money.of("206.58"));
    }

    @Test
    void a_reservation_costs_its_price_within_and_the_overage_beyond_and_outside_its_term() {
        // given
        YearMonth first = YearMonth.of(2027, 1);
        Pricing reserved = new Reserved(decimal("100"), decimal("10.00"), decimal("18.50"), first, first.plusMonths(5));
        BigDecimal hours150 = decimal(String.valueOf(150 * 3600));

        // then
        assertThat(Spread.amount(reserved.in(first), Unit.CHIP_HOUR, hours150)).isEqualTo(Money.of("1925.00"));
        assertThat(Spread.amount(reserved.in(first.plusMonths(6)), Unit.CHIP_HOUR, hours150))
                .isEqualTo(Money.of("2775.00"));
        assertThat(reserved.in(first.minusMonths(1)).counts()).isFalse();
    }

    @Test
    void a_charge_says_how_it_came_about() {
        List<Spread.Part> parts = Spread.over(
                new Graduated(TIERS), THOUSAND, Spread.Before.NOTHING, List.of(decimal("900000"), decimal("700000")));

        assertThat(parts).extracting(Spread.Part::list).containsExactly(Money.of("1800.00"), Money.of("1100.00"));
        assertThat(parts.getLast().working())
                .isEqualTo("(1,000,000 × 2.00 + 600,000 × 1.50) ÷ 1,000 = 2900.00 − 1800.00 = 1100.00");
    }

    @Test
    void what_stands_on_a_closed_bill_is_never_taken_back() {
        // given: 1,000,000 closed at 2.00; one more steps the whole month down to 1.50
        Spread.Before closed = new Spread.Before(decimal("1000000"), Money.of("2000.00"));

        // then
        assertThat(Spread.over(new Volume(TIERS), THOUSAND, closed, List.of(decimal("1"))))
                .extracting(Spread.Part::list)
                .containsExactly(Money.ZERO);
        assertThat(Spread.over(new Volume(TIERS), THOUSAND, closed, List.of(decimal("1000000"))))
                .extracting(Spread.Part::list)
                .containsExactly(Money.of("1000.00"));
    }

    @Property(tries = 500)
    void charges_add_up_to_the_months_amount_and_none_is_negative(@ForAll long seed) {
        // given
        Random random = new Random(seed);
        Pricing pricing = any(random);
        List<BigDecimal> quantities = quantities(random);

        // when
        List<Money> lists = lists(pricing, quantities);

        // then
        assertThat(lists.stream().reduce(Money.ZERO, Money::plus))
                .isEqualTo(Spread.amount(pricing, Unit.MILLION_TOKENS, sum(quantities)));
        assertThat(lists).noneMatch(Money::isNegative);
    }

    @Property(tries = 500)
    void splitting_a_quantity_over_charges_changes_no_sum(@ForAll long seed) {
        // given
        Random random = new Random(seed);
        Pricing pricing = any(random);
        List<BigDecimal> quantities = quantities(random);
        List<BigDecimal> shuffled = new ArrayList<>(quantities);
        Collections.shuffle(shuffled, random);

        // then
        assertThat(lists(pricing, shuffled).stream().reduce(Money.ZERO, Money::plus))
                .isEqualTo(Spread.amount(pricing, Unit.MILLION_TOKENS, sum(quantities)));
    }

    @Property(tries = 500)
    void more_never_costs_less_but_for_volume(@ForAll long seed, @ForAll @LongRange(max = 5_000_000) long more) {
        // given
        Random random = new Random(seed);
        Pricing pricing = any(random);
        BigDecimal quantity = BigDecimal.valueOf(random.nextLong(5_000_000));

        // then
        if (!(pricing instanceof Volume)) {
            assertThat(Spread.amount(pricing, Unit.MILLION_TOKENS, quantity.add(BigDecimal.valueOf(more))))
                    .isGreaterThanOrEqualTo(Spread.amount(pricing, Unit.MILLION_TOKENS, quantity));
        }
    }

    @Property(tries = 500)
    void graduated_tiers_are_continuous_and_monotone(@ForAll long seed) {
        // given
        Random random = new Random(seed);
        List<Tier> tiers = tiers(random);
        Graduated graduated = new Graduated(tiers);
        BigDecimal dearest = tiers.stream().map(Tier::price).reduce(BigDecimal.ZERO, BigDecimal::max);
        BigDecimal crumb = decimal("0.000000001");

        // then: on both sides of each bound a crumb more costs a crumb of that side's price
        for (int i = 0; i + 1 < tiers.size(); i++) {
            BigDecimal bound = decimal(String.valueOf(tiers.get(i).upTo()));
            assertThat(between(graduated, bound.subtract(crumb), bound))
                    .isEqualByComparingTo(tiers.get(i).price().multiply(crumb));
            assertThat(between(graduated, bound, bound.add(crumb)))
                    .isEqualByComparingTo(tiers.get(i + 1).price().multiply(crumb));
        }

        // and: anywhere, more costs no less, and no more than at the dearest tier
        BigDecimal from = BigDecimal.valueOf(random.nextLong(5_000_000_000L), 3);
        BigDecimal more = BigDecimal.valueOf(random.nextLong(5_000_000_000L), 3);
        assertThat(between(graduated, from, from.add(more))).isBetween(BigDecimal.ZERO, dearest.multiply(more));
    }

    private static BigDecimal between(Pricing pricing, BigDecimal from, BigDecimal to) {
        return pricing.product(to, to, Unit.MILLION_TOKENS).subtract(pricing.product(from, from, Unit.MILLION_TOKENS));
    }

    private static List<Money> lists(Pricing pricing, List<BigDecimal> quantities) {
        return Spread.over(pricing, Unit.MILLION_TOKENS, Spread.Before.NOTHING, quantities).stream()
                .map(Spread.Part::list)
                .toList();
    }

    private static Pricing any(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> new PerUnit(price(random));
            case 1 -> new Graduated(tiers(random));
            case 2 -> new Volume(tiers(random));
            case 3 -> new Packages(BigDecimal.valueOf(1 + random.nextInt(100_000)), price(random), null);
            case 4 -> new Packages(BigDecimal.valueOf(1 + random.nextInt(100_000)), price(random), price(random));
            default ->
                new Reserved(
                        BigDecimal.valueOf(1 + random.nextInt(1_000_000)),
                        price(random),
                        price(random),
                        YearMonth.of(2027, 1),
                        YearMonth.of(2027, 1));
        };
    }

    private static List<Tier> tiers(Random random) {
        List<Tier> tiers = new ArrayList<>();
        BigDecimal bound = BigDecimal.ZERO;
        for (int i = random.nextInt(4); i > 0; i--) {
            bound = bound.add(BigDecimal.valueOf(1 + random.nextInt(1_000_000)));
            tiers.add(new Tier(bound, price(random)));
        }
        tiers.add(new Tier(null, price(random)));
        return tiers;
    }

    private static BigDecimal price(Random random) {
        return BigDecimal.valueOf(random.nextInt(500_000), 3);
    }

    private static List<BigDecimal> quantities(Random random) {
        List<BigDecimal> quantities = new ArrayList<>();
        for (int i = 1 + random.nextInt(30); i > 0; i--) {
            quantities.add(BigDecimal.valueOf(random.nextInt(300_000)));
        }
        return quantities;
    }

    private static BigDecimal sum(List<BigDecimal> quantities) {
        return quantities.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Money amount(Pricing pricing, Unit unit, String quantity) {
        return Spread.amount(pricing, unit, decimal(quantity));
    }

    private static Tier tier(@Nullable String upTo, String price) {
        return new Tier(upTo == null ? null : decimal(upTo), decimal(price));
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
