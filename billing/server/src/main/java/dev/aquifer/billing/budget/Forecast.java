package dev.aquifer.billing.budget;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.budget.ForecastView;
import dev.aquifer.billing.money.Rounding;
import java.math.BigDecimal;
import java.util.List;

/// Where a month may end: what is spent, the rest of today, and each day that is left at the cost of a usual day.
/// Usual is the median of the last days; the range goes by their quartiles, so one wild day does not swing it. Pure.
final class Forecast {

    static final int DAYS_LOOKED_AT = 28;
    private static final int FEWEST_FOR_RANGE = 3;

    private Forecast() {}

    /// @param spent of the month so far, with today, @param today of it, @param days costs of the days before today,
    /// as far as anything was used, at most [#DAYS_LOOKED_AT]
    /// @param left whole days after today, @param dayOfMonth from 1
    static ForecastView of(Money spent, Money today, List<Money> days, int left, int dayOfMonth) {
        if (days.isEmpty()) {
            Money rest = Rounding.charge(
                    spent.max(Money.ZERO).yuan(), BigDecimal.valueOf(left), BigDecimal.valueOf(dayOfMonth));
            return new ForecastView(spent, spent.plus(rest), spent.plus(rest).plus(rest), 0);
        }
        List<Money> sorted = days.stream().sorted().toList();
        Money likely = spent.plus(rest(quantile(sorted, 2), today, left));
        if (days.size() < FEWEST_FOR_RANGE) {
            return new ForecastView(spent, likely, likely.plus(likely.minus(spent)), days.size());
        }
        return new ForecastView(
                spent.plus(rest(quantile(sorted, 1), today, left)),
                likely,
                spent.plus(rest(quantile(sorted, 3), today, left)),
                days.size());
    }

    private static Money rest(Money usual, Money today, int left) {
        return usual.minus(today)
                .max(Money.ZERO)
                .plus(Rounding.charge(usual.max(Money.ZERO).yuan(), BigDecimal.valueOf(left), BigDecimal.ONE));
    }

    /// The quarter's end by nearest rank.
    private static Money quantile(List<Money> sorted, int quarters) {
        int rank = (sorted.size() * quarters + 3) / 4;
        return sorted.get(Math.max(rank, 1) - 1);
    }
}
