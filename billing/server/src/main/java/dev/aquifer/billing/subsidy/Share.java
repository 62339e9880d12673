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
record Share(
        UUID programme,
        UUID grant,
        @Nullable UUID version,
        @Nullable BigDecimal ratio,
        Money base,
        Money entitlement,
        Money accrued,
        @Nullable Reason reason) {
    Share {
        if (accrued.isNegative() || accrued.compareTo(entitlement) > 0) {
            throw new IllegalStateException(
                    "grant %s: accrued %s is not within 0 and %s".formatted(grant, accrued, entitlement));
        }
    }
}
