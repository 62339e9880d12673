package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The part of a programme that accruals follow from. All of it is data: no city has code of its own.
///
/// @param from, @param until service time, half open
/// @param kinds of charges that it pays for, @param purposes likewise; empty: all
/// @param budget CNY; null: none, @param organisationCeiling CNY per calendar year of service; null: none
/// @param priority the smaller number is served first
record Programme(
        UUID id,
        String code,
        Instant from,
        Instant until,
        BigDecimal maxRatio,
        BigDecimal domesticBonus,
        Set<String> kinds,
        Set<String> purposes,
        @Nullable Money budget,
        @Nullable Money organisationCeiling,
        int priority) {
    Programme {
        kinds = Set.copyOf(kinds);
        purposes = Set.copyOf(purposes);
    }

    /// R4 without the times.
    boolean covers(String kind, String purpose) {
        return (kinds.isEmpty() || kinds.contains(kind)) && (purposes.isEmpty() || purposes.contains(purpose));
    }

    boolean runs(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }

    /// R5: the granted ratio, more for domestic chips, at most the programme's; no bonus on nothing.
    BigDecimal ratio(BigDecimal granted, boolean domestic) {
        if (granted.signum() == 0) {
            return BigDecimal.ZERO;
        }
        return (domestic ? granted.add(domesticBonus) : granted).min(maxRatio);
    }
}
