package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// How far a budget reaches if what accrued in the last days goes on evenly. A figure for planning: nothing is posted
/// from it.
///
/// @param perDay what accrued a day, @param goneOn the day on which the budget ends; null: not before the programme
/// does
/// @param usedAtEnd of the budget when the programme ends; never above it
record Forecast(Money perDay, @Nullable LocalDate goneOn, Money usedAtEnd) {

    /// What the forecast rests on.
    ///
    /// @param days over which `accrued` came together, at least 1
    record Basis(Money accrued, int days) {
        Basis {
            if (days < 1) {
                throw new IllegalArgumentException("at least one day, not " + days);
            }
        }
    }

    static Forecast of(@Nullable Money budget, Money used, Basis basis, LocalDate today, LocalDate until) {
        var accrued = basis.accrued().max(Money.ZERO);
        var days = BigDecimal.valueOf(basis.days());
        var perDay = Rounding.charge(accrued.yuan(), BigDecimal.ONE, days);
        long left = Math.max(0, ChronoUnit.DAYS.between(today, until));
        var atEnd = used.plus(Rounding.charge(accrued.yuan(), BigDecimal.valueOf(left), days));
        if (budget == null) {
            return new Forecast(perDay, null, atEnd);
        }
        var remaining = budget.minus(used).max(Money.ZERO);
        if (remaining.isZero()) {
            return new Forecast(perDay, today, budget.max(used));
        }
        if (accrued.isZero()) {
            return new Forecast(perDay, null, used);
        }
        var lasts = remaining.yuan().multiply(days).divide(accrued.yuan(), 0, RoundingMode.CEILING);
        var goneOn = lasts.compareTo(BigDecimal.valueOf(left)) < 0 ? today.plusDays(lasts.longValueExact()) : null;
        return new Forecast(perDay, goneOn, atEnd.min(budget));
    }
}
