package dev.aquifer.billing.api.subsidy;

import dev.aquifer.billing.api.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One organisation's part of a claim.
///
/// @param paid, @param shortfall null until it is settled
public record ClaimPart(
        UUID organisation,
        String organisationName,
        int lines,
        Money claimed,
        @Nullable Money paid,
        @Nullable Money shortfall) {}
