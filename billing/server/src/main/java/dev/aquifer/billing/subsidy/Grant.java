package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An organisation's assessed entitlement under one programme. Grants of one organisation under one programme never
/// overlap in time.
///
/// @param from, @param until service time, half open
/// @param limit face value of a voucher; null: none
/// @param versions of the ratio, by the instant from which they hold; kept in that order
record Grant(
        UUID id,
        UUID programme,
        UUID organisation,
        Instant from,
        Instant until,
        @Nullable Money limit,
        List<RatioVersion> versions) {
    Grant {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("grant %s ends %s, not after its start %s".formatted(id, until, from));
        }
        versions = versions.stream()
                .sorted(Comparator.comparing(RatioVersion::from))
                .toList();
    }

    boolean runs(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }

    boolean overlaps(Instant start, Instant end) {
        return runs(start) || (start.isBefore(until) && from.isBefore(end));
    }

    /// The version in force; null before the first one.
    @Nullable RatioVersion version(Instant at) {
        RatioVersion inForce = null;
        for (var version : versions) {
            if (!version.from().isAfter(at)) {
                inForce = version;
            }
        }
        return inForce;
    }
}
