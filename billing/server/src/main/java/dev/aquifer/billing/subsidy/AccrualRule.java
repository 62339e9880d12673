package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// R4 to R8: what a charge accrues, also when it was posted before and has changed since. Pure, but for the [Use]s of
/// the batch that it takes from.
///
/// A charge that changed is never calculated anew under R7. With `e` the entitlement before and `e'` the one now:
/// where it grew, `accrued' = accrued + min(e' − e, headroom)`; where it shrank, `accrued' = min(accrued, e')`.
/// So what was cut stays cut, growth is served like a new charge, and what is taken back is free for others.
final class AccrualRule {
    private AccrualRule() {}

    /// A programme with all grants that the organisation has under it.
    ///
    /// @param grants kept by their start
    record Held(Programme programme, List<Grant> grants) {
        Held {
            grants = grants.stream().sorted(Comparator.comparing(Grant::from)).toList();
        }
    }

    /// @param held programmes in order of priority
    /// @param before the charge's shares after its last posting, by grant
    /// @param headroom of a grant, in the charge's calendar year of service
    /// @return a share for each grant that the charge meets or had met; where it meets none of a programme,
    /// one of the newest grant, with the reason
    static List<Share> accrue(
            ChargeNow charge, List<Held> held, Map<UUID, Share> before, Function<Grant, Headroom> headroom) {
        var shares = new ArrayList<Share>();
        for (var each : held) {
            shares.addAll(accrue(charge, each, before, headroom));
        }
        return shares;
    }

    private static List<Share> accrue(
            ChargeNow charge, Held held, Map<UUID, Share> before, Function<Grant, Headroom> headroom) {
        if (held.grants().isEmpty()) {
            return List.of();
        }
        var segments = Segment.of(charge, held.programme(), held.grants());
        var bases = new LinkedHashMap<UUID, List<Segment>>();
        var eligible = Money.ZERO;
        for (var segment : segments) {
            if (segment.grant() != null) {
                bases.computeIfAbsent(segment.grant().id(), _ -> new ArrayList<>())
                        .add(segment);
                eligible = eligible.plus(segment.net());
            }
        }
        var outside = bases.isEmpty() || eligible.compareTo(charge.net()) != 0;
        var newest = held.grants().getLast();
        var shares = new ArrayList<Share>();
        for (var grant : held.grants()) {
            var parts = bases.getOrDefault(grant.id(), List.of());
            var was = before.get(grant.id());
            if (!parts.isEmpty()
                    || was != null
                    || (bases.isEmpty() && grant.id().equals(newest.id()))) {
                shares.add(share(grant, parts, was, headroom.apply(grant), outside));
            }
        }
        return shares;
    }

    private static Share share(
            Grant grant, List<Segment> parts, @Nullable Share was, Headroom headroom, boolean outside) {
        var base = parts.stream().map(Segment::net).reduce(Money.ZERO, Money::plus);
        var entitlement = parts.stream().map(Segment::entitlement).reduce(Money.ZERO, Money::plus);
        var entitledBefore = was == null ? Money.ZERO : was.entitlement();
        var accruedBefore = was == null ? Money.ZERO : was.accrued();
        Money accrued;
        Reason cut = was == null ? null : was.reason();
        if (entitlement.compareTo(entitledBefore) >= 0) {
            var taken = headroom.take(entitlement.minus(entitledBefore));
            accrued = accruedBefore.plus(taken.amount());
            cut = taken.reason() == null ? cut : taken.reason();
        } else {
            accrued = accruedBefore.min(entitlement);
            headroom.giveBack(accruedBefore.minus(accrued));
        }
        var reason = accrued.compareTo(entitlement) < 0 ? cut : outside ? Reason.NOT_ELIGIBLE : null;
        return new Share(
                grant.programme(),
                grant.id(),
                onlyVersion(parts),
                onlyRatio(parts),
                base,
                entitlement,
                accrued,
                reason);
    }

    private static @Nullable UUID onlyVersion(List<Segment> parts) {
        UUID only = null;
        for (var part : parts) {
            var version = part.version();
            if (version == null || (only != null && !only.equals(version.id()))) {
                return null;
            }
            only = version.id();
        }
        return only;
    }

    private static @Nullable BigDecimal onlyRatio(List<Segment> parts) {
        if (parts.isEmpty()) {
            return null;
        }
        var first = parts.getFirst().ratio();
        return parts.stream().allMatch(part -> part.ratio().compareTo(first) == 0) ? first : null;
    }
}
