package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one grant gives to one charge, as it stands after its last posting.
///
/// @param version of the ratio; null where several or none applied, @param ratio likewise
/// @param base net of the charge's segments under the grant
/// @param entitlement by R6, @param accrued by R7, never more
/// @param claimed what of it is in claims under way, @param paid what its programme has paid of it. The rest is not
/// claimed yet; it is negative where something was taken back after it had been claimed.
public record Share(
        UUID programme,
        UUID grant,
        @Nullable UUID version,
        @Nullable BigDecimal ratio,
        Money base,
        Money entitlement,
        Money accrued,
        Money claimed,
        Money paid,
        @Nullable Reason reason) {
    public Share {
        if (accrued.isNegative() || accrued.compareTo(entitlement) > 0) {
            throw new IllegalStateException(
                    "grant %s: accrued %s is not within 0 and %s".formatted(grant, accrued, entitlement));
        }
    }

    /// What the next claim takes.
    public Money unclaimed() {
        return accrued.minus(claimed).minus(paid);
    }

    /// What a rule or a bound, not the interval, has withheld; null if nothing did.
    @Nullable Reason cut() {
        return accrued.compareTo(entitlement) < 0 && reason != Reason.NOT_ELIGIBLE ? reason : null;
    }

    Share with(Money nowAccrued, @Nullable Reason why) {
        return new Share(programme, grant, version, ratio, base, entitlement, nowAccrued, claimed, paid, why);
    }

    Share with(Money nowAccrued, Money nowClaimed, Money nowPaid) {
        return new Share(programme, grant, version, ratio, base, entitlement, nowAccrued, nowClaimed, nowPaid, reason);
    }
}
