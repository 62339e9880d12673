package dev.aquifer.billing.api.bill;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one programme pays of a charge, and how that was found.
///
/// @param base net of the charge that the ratio was applied to, @param ratio that was applied; null where several
///     were
/// @param entitlement what the ratio alone would give, @param accrued what was posted
/// @param segments in order of time, from which base and entitlement can be followed by hand; empty where the
///     programme's terms have changed since it was posted
/// @param documentNumber of the city's document; null if it has none
/// @param state `PROVISIONAL` until its claim is paid
/// @param reason why accrued is less than entitlement or entitlement less than the ratio; null if it is not
public record AccrualView(
        UUID grant,
        String programme,
        String programmeTitle,
        String programmeTitleZh,
        String document,
        Money base,
        @Nullable BigDecimal ratio,
        Money entitlement,
        Money accrued,
        String state,
        @Nullable String reason,
        Instant postedAt,
        @Nullable String documentNumber,
        List<AccrualSegment> segments) {
    public AccrualView {
        segments = List.copyOf(segments);
    }
}
