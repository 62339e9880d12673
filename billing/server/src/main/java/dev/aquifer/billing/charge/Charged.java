package dev.aquifer.billing.charge;

import dev.aquifer.platform.api.usage.UsageRecorded;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A CDI event inside the charging transaction: facts of the organisation have been rated and posted.
///
/// @param ratedThrough time of the latest usage among them; null if there was none
/// @param used which tokens went into which charge
public record Charged(UUID organisation, @Nullable Instant ratedThrough, List<Used> used) {

    /// Tokens of one request in one charge.
    ///
    /// @param first true for one charge of each request, so that requests can be counted
    public record Used(UUID charge, UsageRecorded usage, BigDecimal quantity, boolean first) {}

    public Charged {
        used = List.copyOf(used);
    }
}
