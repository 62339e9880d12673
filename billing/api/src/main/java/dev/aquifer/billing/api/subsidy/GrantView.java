package dev.aquifer.billing.api.subsidy;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param accrued so far under it, @param ceiling what may accrue to the organisation in this calendar year; null: none
public record GrantView(
        UUID id,
        UUID programme,
        String programmeCode,
        String programmeTitle,
        String programmeTitleZh,
        String documentTitle,
        BigDecimal ratio,
        Instant validFrom,
        Instant validUntil,
        Money accrued,
        @Nullable Money ceiling,
        String reasons,
        Instant decidedAt) {}
