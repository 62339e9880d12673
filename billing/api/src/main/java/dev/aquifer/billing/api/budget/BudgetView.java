package dev.aquifer.billing.api.budget;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param name of the deployment; else the subject itself
/// @param spent after subsidy and before VAT, of the running month
/// @param used spent ÷ amount
/// @param reached thresholds that were told this month
public record BudgetView(
        UUID id,
        BudgetScope scope,
        @Nullable String subject,
        @Nullable String name,
        Money amount,
        List<Integer> thresholds,
        boolean pause,
        YearMonth month,
        Money spent,
        BigDecimal used,
        ForecastView forecast,
        List<Integer> reached,
        BudgetState state,
        String changedBy,
        Instant changedAt) {
    public BudgetView {
        thresholds = List.copyOf(thresholds);
        reached = List.copyOf(reached);
    }
}
