package dev.aquifer.billing.api.subsidy;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A claim as operators and assessors see it.
///
/// @param claimed sum of its lines; while it is open, what they would be now
/// @param accrued what the accruals of its lines say now, @param difference claimed minus accrued
/// @param finding `EQUAL`, or why they differ: `REVERSED_SINCE`, `SHORTFALL_WITHDRAWN`, `OPEN`
/// @param paid null until it is settled, @param packageSha256 of the evidence package; null until frozen
public record ClaimView(
        UUID id,
        UUID programme,
        String programmeCode,
        String programmeTitle,
        String programmeTitleZh,
        String period,
        ClaimState state,
        int organisations,
        int lines,
        Money claimed,
        Money accrued,
        Money difference,
        String finding,
        @Nullable Money paid,
        @Nullable String reference,
        @Nullable LocalDate paidOn,
        @Nullable String reasons,
        @Nullable String packageSha256,
        @Nullable Long packageBytes,
        Instant openedAt,
        List<ClaimPart> parts,
        List<StepView> steps) {
    public ClaimView {
        parts = List.copyOf(parts);
        steps = List.copyOf(steps);
    }
}
