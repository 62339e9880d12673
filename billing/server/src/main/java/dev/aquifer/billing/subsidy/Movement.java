package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One signed change of what a charge has accrued under a grant.
///
/// @param amount positive: accrued; negative: taken back, @param version of the ratio; null where several applied
public record Movement(
        UUID charge,
        UUID programme,
        UUID grant,
        @Nullable UUID version,
        Kind kind,
        Money amount,
        @Nullable Reason reason) {

    public enum Kind {
        /// Earned, or given back before a claim took it or after it was paid: the next claim takes it into account.
        ACCRUAL,
        /// Given back out of a claim under way, whose line shrinks (R16).
        CLAIMED,
        /// Claimed and not paid (R15).
        SHORTFALL,
        /// Taken back after it was paid (R16): budget, ceiling and limit stay used.
        CLAWBACK
    }

    Movement of(Money part) {
        return new Movement(charge, programme, grant, version, kind, part, reason);
    }
}
