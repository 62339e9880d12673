package dev.aquifer.billing.charge;

import dev.aquifer.platform.api.usage.UsageRecorded;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/// A CDI event inside the charging transaction: facts of the organisation have been rated and posted; their subsidies
/// are still to come.
///
/// @param used which tokens went into which charge
public record Charged(UUID organisation, List<Used> used) {

    /// Tokens of one request in one charge.
    ///
    /// @param first true for one charge of each request, so that requests can be counted
    public record Used(UUID charge, UsageRecorded usage, BigDecimal quantity, boolean first) {}

    public Charged {
        used = List.copyOf(used);
    }
}
