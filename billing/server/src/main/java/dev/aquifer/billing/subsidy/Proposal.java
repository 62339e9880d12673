package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.Decide;
import dev.aquifer.billing.api.subsidy.ProposalView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An approval that waits for a second assessor, or waited.
///
/// @param passes which bounds of the two-person rule it passes, @param outcome null while it waits
record Proposal(
        UUID id,
        BigDecimal ratio,
        LocalDate from,
        LocalDate until,
        @Nullable Money limit,
        String reasons,
        List<String> passes,
        String assessor,
        String assessorName,
        Instant at,
        @Nullable String outcome,
        @Nullable String second) {
    Proposal {
        passes = List.copyOf(passes);
    }

    Decide decision() {
        return new Decide(true, ratio, from, until, limit, reasons);
    }

    ProposalView view(String reader) {
        return new ProposalView(
                id, ratio, from, until, limit, reasons, passes, assessorName, assessor.equals(reader), at);
    }
}
