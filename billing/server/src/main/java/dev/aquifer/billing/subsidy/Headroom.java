package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
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

    void giveBack(Money amount) {
        add(amount.negated());
    }

    private void add(Money amount) {
        budget.add(amount);
        ceiling.add(amount);
        limit.add(amount);
    }
}
