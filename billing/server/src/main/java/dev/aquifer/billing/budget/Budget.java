package dev.aquifer.billing.budget;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.budget.BudgetScope;
import dev.aquifer.billing.usage.UsageDesk.Spent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// @param subject the label, or the id of the key or deployment; empty for the organisation
record Budget(
        UUID organisation,
        UUID id,
        BudgetScope scope,
        String subject,
        Money amount,
        List<Integer> thresholds,
        boolean pause,
        String changedBy,
        Instant changedAt) {

    Budget {
        thresholds = thresholds.stream().distinct().sorted().toList();
    }

    boolean covers(Spent spent) {
        return switch (scope) {
            case ORGANISATION -> true;
            case LABEL -> subject.equals(spent.label());
            case KEY -> spent.key() != null && subject.equals(spent.key().toString());
            case DEPLOYMENT ->
                spent.deployment() != null && subject.equals(spent.deployment().toString());
        };
    }

    /// Whether keys and labels must be told apart to know what it covers.
    boolean apart() {
        return scope == BudgetScope.LABEL || scope == BudgetScope.KEY;
    }

    boolean reached(int threshold, Money spent) {
        return spent.yuan().movePointRight(2).compareTo(amount.yuan().multiply(BigDecimal.valueOf(threshold))) >= 0;
    }
}
