package dev.aquifer.billing.standing;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.standing.StandingState;
import dev.aquifer.billing.api.standing.StandingView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/// An organisation's credit.
///
/// @param used payable so far that is not paid, @param ratedThrough usage up to here is in it
/// @param told what was last stated to the gateway, but for the instant
record Standing(
        UUID organisation, Money creditLimit, Money used, Instant ratedThrough, String told, Instant changedAt) {

    /// What is left; below zero if more was used than allowed.
    Money available() {
        return creditLimit.minus(used);
    }

    StandingState state(BigDecimal lowShare) {
        if (!available().isPositive()) {
            return StandingState.SUSPENDED;
        }
        BigDecimal low = creditLimit.yuan().multiply(lowShare);
        return available().yuan().compareTo(low) <= 0 ? StandingState.LOW : StandingState.OK;
    }

    StandingView view(BigDecimal lowShare) {
        return new StandingView(
                organisation, state(lowShare), creditLimit, used, available().max(Money.ZERO), changedAt);
    }
}
