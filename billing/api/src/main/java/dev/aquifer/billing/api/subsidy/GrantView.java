package dev.aquifer.billing.api.subsidy;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param ratio in force now, or the last one, @param versions of the ratio, oldest first
/// @param accrued so far under it, @param ceiling what may accrue to the organisation in this calendar year; null:
/// none
/// @param limit face value of the voucher; null: none
/// @param mode `DEDUCT` or `REIMBURSE`
public record GrantView(
        UUID id,
        UUID organisation,
        String organisationName,
        UUID application,
        UUID programme,
        String programmeCode,
        String programmeTitle,
        String programmeTitleZh,
        String documentTitle,
        GrantState state,
        BigDecimal ratio,
        List<RatioView> versions,
        Instant validFrom,
        Instant validUntil,
        Money accrued,
        @Nullable Money ceiling,
        @Nullable Money limit,
        String mode,
        String reasons,
        Instant decidedAt,
        List<ClawbackView> clawbacks,
        List<StepView> steps) {
    public GrantView {
        versions = List.copyOf(versions);
        clawbacks = List.copyOf(clawbacks);
        steps = List.copyOf(steps);
    }
}
