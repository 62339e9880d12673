package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The three bounds that one charge meets under one grant (R7).
///
/// @param budget of the programme, @param ceiling of the organisation in the charge's calendar year of service
/// @param limit of the grant
public record Headroom(Use budget, Use ceiling, Use limit) {
    /// @param reason what cut it; null if nothing did
    record Taken(Money amount, @Nullable Reason reason) {}

    /// Takes as much of the wanted sum as every bound allows.
    Taken take(Money wanted) {
        var amount = wanted;
        Reason reason = null;
        var budgetLeft = budget.headroom();
        if (budgetLeft != null && budgetLeft.compareTo(amount) < 0) {
            amount = budgetLeft;
            reason = Reason.BUDGET;
        }
        var ceilingLeft = ceiling.headroom();
        if (ceilingLeft != null && ceilingLeft.compareTo(amount) < 0) {
            amount = ceilingLeft;
            reason = Reason.CEILING;
        }
        var limitLeft = limit.headroom();
        if (limitLeft != null && limitLeft.compareTo(amount) < 0) {
            amount = limitLeft;
            reason = Reason.LIMIT;
        }
        add(amount);
        return new Taken(amount, reason);
    }

    /// The least of the bounds' headrooms; null: without a bound.
    @Nullable Money least() {
        Money least = null;
        for (var use : List.of(budget, ceiling, limit)) {
            var left = use.headroom();
            if (left != null && (least == null || left.compareTo(least) < 0)) {
                least = left;
            }
        }
        return least;
    }

    /// Whether every bound allows anything more.
    boolean open() {
        var least = least();
        return least == null || least.isPositive();
    }

    void giveBack(Money amount) {
        add(amount.negated());
    }

    private void add(Money amount) {
        budget.add(amount);
        ceiling.add(amount);
        limit.add(amount);
    }
}
