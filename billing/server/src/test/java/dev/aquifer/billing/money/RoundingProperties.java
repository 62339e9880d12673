package dev.aquifer.billing.money;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// L3: rounding loses nothing.
class RoundingProperties {

    private static final BigDecimal HALF_A_FEN = new BigDecimal("0.005");
    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);

    @Property(tries = 100_000)
    void a_charge_is_within_half_a_fen_of_its_exact_amount(
            @ForAll("quantities") BigDecimal quantity, @ForAll("prices") BigDecimal price) {
        BigDecimal exactTimesHour = quantity.multiply(price);

        Money charge = Rounding.charge(quantity, price, HOUR);

        BigDecimal error = charge.yuan().multiply(HOUR).subtract(exactTimesHour).abs();
        assertThat(error).isLessThanOrEqualTo(HALF_A_FEN.multiply(HOUR));
    }

    @Property(tries = 20_000)
    void the_parts_of_a_shared_sum_add_up_to_it(
            @ForAll("sums") Money sum, @ForAll("weights") List<BigDecimal> weights) {
        List<Money> shares = Rounding.share(sum, weights);

        assertThat(shares.stream().reduce(Money.ZERO, Money::plus)).isEqualTo(sum);
        BigDecimal total = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        for (int i = 0; i < weights.size() && total.signum() > 0; i++) {
            BigDecimal error = shares.get(i)
                    .yuan()
                    .multiply(total)
                    .subtract(sum.yuan().multiply(weights.get(i)))
                    .abs();
            assertThat(error).isLessThan(new BigDecimal("0.01").multiply(total));
        }
    }

    @Property(tries = 20_000)
    void a_subsidy_never_pays_more_than_its_ratio(@ForAll("sums") Money base, @ForAll("ratios") BigDecimal ratio) {
        Money subsidy = Rounding.subsidy(base, ratio);

        assertThat(subsidy.yuan().abs())
                .isLessThanOrEqualTo(base.yuan().multiply(ratio).abs());
    }

    @Example
    void the_worked_examples_of_billing_hold() {
        assertThat(Rounding.charge(new BigDecimal(8 * 5025), new BigDecimal("18.50"), HOUR))
                .isEqualTo(Money.of("206.58"));
        assertThat(Rounding.vat(Money.of("0.75"), new BigDecimal("0.06"))).isEqualTo(Money.of("0.05"));
        assertThat(Rounding.vat(Money.of("-0.75"), new BigDecimal("0.06"))).isEqualTo(Money.of("-0.05"));
        BigDecimal one = BigDecimal.ONE;
        assertThat(Rounding.share(Money.of("100.00"), List.of(one, one, one)))
                .containsExactly(Money.of("33.34"), Money.of("33.33"), Money.of("33.33"));
        assertThat(Rounding.share(Money.of("-100.00"), List.of(one, one, one)))
                .containsExactly(Money.of("-33.34"), Money.of("-33.33"), Money.of("-33.33"));
        assertThat(Rounding.share(Money.of("0.05"), List.of(BigDecimal.ZERO, BigDecimal.ZERO)))
                .containsExactly(Money.of("0.05"), Money.ZERO);
    }

    @Provide
    Arbitrary<BigDecimal> quantities() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("100000000000"))
                .ofScale(6);
    }

    @Provide
    Arbitrary<BigDecimal> prices() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("10000"))
                .ofScale(10);
    }

    @Provide
    Arbitrary<BigDecimal> ratios() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.ONE)
                .ofScale(8);
    }

    @Provide
    Arbitrary<Money> sums() {
        return Arbitraries.longs().between(-1_000_000_000L, 1_000_000_000L).map(Money::ofFen);
    }

    @Provide
    Arbitrary<List<BigDecimal>> weights() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("1000000"))
                .ofScale(2)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }
}
