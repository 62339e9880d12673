package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An organisation's assessed entitlement under one programme. Grants of one organisation under one programme never
/// overlap in time.
///
/// @param from, @param until service time, half open
/// @param limit face value of a voucher; null: none
/// @param versions of the ratio, by the instant from which they hold; of several from one instant the later decided
/// one is in force, and stands behind the others
public record Grant(
        UUID id,
        UUID programme,
        UUID organisation,
        Instant from,
        Instant until,
        @Nullable Money limit,
        List<RatioVersion> versions) {
    public Grant {
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

    public boolean overlaps(Instant start, Instant end) {
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

    /// R13: a new version from an instant; later versions stay in force from theirs.
    Grant with(RatioVersion version) {
        return with(List.of(version));
    }

    /// R16: what makes every version from an instant on become 0.
    List<RatioVersion> revoked(Instant from, Supplier<UUID> ids) {
        var zeros = new ArrayList<RatioVersion>();
        zeros.add(new RatioVersion(ids.get(), from, BigDecimal.ZERO));
        versions.stream()
                .map(RatioVersion::from)
                .filter(start -> start.isAfter(from))
                .distinct()
                .forEach(start -> zeros.add(new RatioVersion(ids.get(), start, BigDecimal.ZERO)));
        return zeros;
    }

    /// Versions that are there already are left alone.
    Grant with(List<RatioVersion> more) {
        var all = new ArrayList<>(versions);
        more.stream().filter(version -> !versions.contains(version)).forEach(all::add);
        return new Grant(id, programme, organisation, from, until, limit, all);
    }
}
