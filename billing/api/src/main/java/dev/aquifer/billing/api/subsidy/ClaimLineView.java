package dev.aquifer.billing.api.subsidy;

import dev.aquifer.billing.api.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One charge in a claim.
///
/// @param month of the bill on which the accrual stands, @param serviceMonth in which the service was given
public record ClaimLineView(
        UUID charge,
        UUID grant,
        String kind,
        String month,
        String serviceMonth,
        Money net,
        Money claimed,
        @Nullable Money paid,
        @Nullable Money shortfall) {}
