package dev.aquifer.billing.standing;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.standing.StandingState;
import dev.aquifer.billing.api.standing.StandingView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// An organisation's credit.
///
/// @param ratedThrough usage up to here is in it
/// @param told what was last stated to the gateway, but for the instant
/// @param warned the highest threshold, in percent of the credit, that was told and still holds
record Standing(
        UUID organisation,
        Money creditLimit,
        Sums sums,
        Instant ratedThrough,
        String told,
        Instant changedAt,
        int warned) {

    private static final int ALL = 100;
    private static final int WELL_BELOW = 10;

    /// What the available money is made of.
    ///
    /// @param prepaid paid in advance and not used, @param unbilled of the open months, with VAT
    /// @param receivable open on closed bills, @param reserved the next hour of the running leases, with VAT
    record Sums(Money prepaid, Money unbilled, Money receivable, Money reserved) {

        static final Sums NONE = new Sums(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);

        /// Payable so far that is not paid.
        Money used() {
            return unbilled.plus(receivable);
        }
    }

    /// What is left; below zero if more was used than allowed.
    Money available() {
        return creditLimit.plus(sums.prepaid()).minus(sums.used()).minus(sums.reserved());
    }

    StandingState state(BigDecimal lowShare) {
        if (!available().isPositive()) {
            return available().plus(sums.reserved()).isPositive() ? StandingState.RESTRICTED : StandingState.SUSPENDED;
        }
        BigDecimal low = credit().yuan().multiply(lowShare);
        return available().yuan().compareTo(low) <= 0 ? StandingState.LOW : StandingState.OK;
    }

    /// What is there before anything is used.
    Money credit() {
        return creditLimit.plus(sums.prepaid());
    }

    Standing rated(Instant through) {
        return new Standing(organisation, creditLimit, sums, through, told, changedAt, warned);
    }

    Standing now(Sums newSums, String saying, Instant at) {
        return new Standing(organisation, creditLimit, newSums, ratedThrough, saying, at, warned);
    }

    /// The highest threshold that is reached counts as told from now on. One that was told is forgotten only when use
    /// is well below it, so that nobody is told of the same threshold again and again.
    ///
    /// @param thresholds percent of the credit, any order
    Standing warned(List<Integer> thresholds) {
        int used = usedPercent();
        int reached = thresholds.stream().filter(threshold -> threshold <= used).reduce(0, Math::max);
        int holds = reached > warned || used < warned - WELL_BELOW ? reached : warned;
        return new Standing(organisation, creditLimit, sums, ratedThrough, told, changedAt, holds);
    }

    /// How much of the credit is used or held back, in whole percent, rounded down.
    private int usedPercent() {
        if (!credit().isPositive()) {
            return available().isNegative() ? ALL : 0;
        }
        BigDecimal used = credit().minus(available()).yuan();
        return used.movePointRight(2)
                .divide(credit().yuan(), 0, RoundingMode.FLOOR)
                .min(BigDecimal.valueOf(ALL))
                .intValue();
    }

    Standing limited(Money newLimit) {
        return new Standing(organisation, newLimit, sums, ratedThrough, told, changedAt, warned);
    }

    StandingView view(BigDecimal lowShare) {
        return new StandingView(
                organisation,
                state(lowShare),
                creditLimit,
                sums.used(),
                available().max(Money.ZERO),
                changedAt,
                sums.prepaid(),
                sums.unbilled(),
                sums.receivable(),
                sums.reserved());
    }
}
