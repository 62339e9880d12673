package dev.aquifer.billing.api.usage;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A deployment or key whose cost of a day left its usual band.
///
/// @param subject null for the playground, which counts as one key
/// @param day that stands out; @param complete false while it runs: then only "above" is told
/// @param cost of that day before subsidy and VAT
/// @param usual median of the days before, @param low, @param high ends of the band
/// @param days how many days before were looked at
/// @param driver what changed most: a token bucket or a chip type; @param driverCost, @param driverUsual its cost on
/// that day and its median before
/// @param factor cost ÷ usual with one decimal; null where nothing was usual
public record AnomalyView(
        Labelled kind,
        @Nullable UUID subject,
        String name,
        LocalDate day,
        boolean complete,
        boolean above,
        Money cost,
        Money usual,
        Money low,
        Money high,
        int days,
        String driver,
        Money driverCost,
        Money driverUsual,
        @Nullable BigDecimal factor) {}
