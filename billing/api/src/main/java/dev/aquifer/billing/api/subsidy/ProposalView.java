package dev.aquifer.billing.api.subsidy;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision that a second assessor must confirm.
///
/// @param why `AMOUNT` or `RATIO`: which bound of the two-person rule it passes
public record ProposalView(
        UUID id,
        BigDecimal ratio,
        LocalDate validFrom,
        LocalDate validUntil,
        @Nullable Money limit,
        String reasons,
        List<String> why,
        String proposedBy,
        boolean mine,
        Instant proposedAt) {
    public ProposalView {
        why = List.copyOf(why);
    }
}
