package dev.aquifer.billing.subsidy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/// What always holds of forecasts and of the two-person rule.
class SubsidyLifeProperties {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    @Property
    void a_forecast_never_passes_the_budget_nor_falls_below_what_is_used(
            @ForAll @LongRange(max = 10_000_000) long budget,
            @ForAll @LongRange(max = 10_000_000) long used,
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long accrued,
            @ForAll @IntRange(min = 1, max = 60) int days,
            @ForAll @IntRange(min = -30, max = 900) int left) {
        var spent = Money.ofFen(Math.min(used, budget));
        var forecast = Forecast.of(
                Money.ofFen(budget),
                spent,
                new Forecast.Basis(Money.ofFen(accrued), days),
                TODAY,
                TODAY.plusDays(left));

        assertThat(forecast.usedAtEnd()).isBetween(spent, Money.ofFen(budget));
        assertThat(forecast.perDay().isNegative()).isFalse();
        if (forecast.goneOn() != null) {
            assertThat(forecast.goneOn()).isAfterOrEqualTo(TODAY);
            assertThat(forecast.usedAtEnd()).isEqualTo(Money.ofFen(budget));
        }
    }

    @Property
    void a_greater_grant_never_needs_fewer_assessors(
            @ForAll @LongRange(min = 1, max = 300_000_000) long limit,
            @ForAll @LongRange(max = 100_000_000) long more,
            @ForAll @IntRange(min = 1, max = 50) int percent,
            @ForAll @IntRange(max = 50) int higher) {
        var rule = new TwoPersonRule(new BigDecimal("1000000.00"), new BigDecimal("0.20"));
        var less = rule.passes(programme(null, null), ratio(percent), Money.ofFen(limit));
        var greater = rule.passes(programme(null, null), ratio(percent + higher), Money.ofFen(limit + more));

        assertThat(greater).containsAll(less);
        assertThat(less.contains(TwoPersonRule.BY_RATIO)).isEqualTo(percent > 20);
        assertThat(less.contains(TwoPersonRule.BY_AMOUNT)).isEqualTo(limit > 100_000_000);
    }

    @Property
    void what_nothing_bounds_always_needs_two(@ForAll @IntRange(min = 1, max = 100) int percent) {
        var rule = new TwoPersonRule(new BigDecimal("999999999.00"), BigDecimal.ONE);
        assertThat(rule.passes(programme(null, null), ratio(percent), null)).containsExactly(TwoPersonRule.BY_AMOUNT);
        assertThat(rule.passes(programme(Money.of("5.00"), null), ratio(percent), null))
                .isEmpty();
    }

    private static BigDecimal ratio(int percent) {
        return BigDecimal.valueOf(percent, 2);
    }

    private static Programme programme(@Nullable Money budget, @Nullable Money ceiling) {
        return new Programme(
                new UUID(0, 1),
                "T",
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1),
                BigDecimal.ONE,
                BigDecimal.ZERO,
                Set.of("lease"),
                Set.of(),
                budget,
                ceiling,
                1,
                null,
                Programme.Mode.DEDUCT,
                null,
                null,
                Programme.Bearer.ORGANISATION,
                0);
    }
}
