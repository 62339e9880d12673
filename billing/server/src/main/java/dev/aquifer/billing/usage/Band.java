package dev.aquifer.billing.usage;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.money.Rounding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// The usual cost of a day: the median of the days before, and around it three and a half deviations, where a
/// deviation is the median distance from the median times 1.4826 (what it takes to equal a standard deviation where
/// days scatter normally). One wild day moves neither. The band is never narrower than half the median or [#FLOOR],
/// so that cheap and very even days raise no alarm.
record Band(Money usual, Money low, Money high, int days) {

    static final int FEWEST_DAYS = 7;
    static final Money FLOOR = Money.of("5.00");

    private static final BigDecimal DEVIATIONS = new BigDecimal("5.1891");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /// Empty if there are too few days to know what is usual.
    static Optional<Band> of(List<Money> days) {
        if (days.size() < FEWEST_DAYS) {
            return Optional.empty();
        }
        Money usual = median(days);
        Money deviation = median(days.stream().map(day -> distance(day, usual)).toList());
        Money half = Rounding.charge(deviation.yuan(), DEVIATIONS, BigDecimal.ONE)
                .max(Rounding.charge(usual.yuan(), BigDecimal.ONE, TWO))
                .max(FLOOR);
        return Optional.of(new Band(usual, usual.minus(half).max(Money.ZERO), usual.plus(half), days.size()));
    }

    static Money median(List<Money> values) {
        if (values.isEmpty()) {
            return Money.ZERO;
        }
        List<Money> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : Rounding.charge(
                        sorted.get(middle - 1).plus(sorted.get(middle)).yuan(), BigDecimal.ONE, TWO);
    }

    private static Money distance(Money a, Money b) {
        return a.compareTo(b) >= 0 ? a.minus(b) : b.minus(a);
    }
}
