package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// R4 to R7: what one programme gives to one charge, also when it was posted before and something has changed
/// since. Pure, but for the [Use]s of the batch that it takes from.
final class AccrualRule {

    /// How the accrual follows the entitlement. `e` is the entitlement before, `e'` the one now, `a` what is
    /// accrued.
    sealed interface Way {
        /// A posting: `a + min(e' − e, headroom)` where the entitlement grew, `min(a, e')` where it shrank. So
        /// what a bound cut stays cut, growth is served like a new charge, and what is taken back is free for
        /// others (R7). What the least spend, the cap or another programme withheld is asked for again, whole:
        /// a charge that grows ends like one that was posted at once (R9, R10).
        record Posted() implements Way {}

        /// A grant approved later: like a posting, but what the cap or another programme withheld stays
        /// withheld (R12).
        record Granted() implements Way {}

        /// A credit note: `min(a, e')` (R11).
        record Credited() implements Way {}

        /// Counted anew from an instant (R13): what was given before it stays; what comes after it becomes
        /// `min(e', a + headroom)` of that part.
        record Anew(Instant from) implements Way {}
    }

    static final Way POSTED = new Way.Posted();
    static final Way GRANTED = new Way.Granted();
    static final Way CREDITED = new Way.Credited();

    private AccrualRule() {}

    /// A charge cut up under one programme.
    ///
    /// @param parts the eligible segments by grant, @param eligible their net together
    record Cut(ChargeNow charge, Held held, Map<UUID, List<Segment>> parts, Money eligible) {

        static Cut of(ChargeNow charge, Held held) {
            var parts = new LinkedHashMap<UUID, List<Segment>>();
            var eligible = Money.ZERO;
            for (var segment : Segment.of(charge, held.programme(), held.grants())) {
                if (segment.grant() != null) {
                    parts.computeIfAbsent(segment.grant().id(), _ -> new ArrayList<>())
                            .add(segment);
                    eligible = eligible.plus(segment.net());
                }
            }
            return new Cut(charge, held, parts, eligible);
        }

        boolean outside() {
            return eligible.compareTo(charge.net()) < 0;
        }

        List<Segment> parts(UUID grant) {
            return parts.getOrDefault(grant, List.of());
        }
    }

    /// @param before the charge's shares after its last posting, by grant
    /// @param barred why the programme may give nothing more to this charge; null: it may
    /// @return a share for each grant that the charge meets or had met; where it meets none, one of the newest
    /// grant with the reason
    static List<Share> shares(
            Cut cut, Map<UUID, Share> before, Way way, @Nullable Reason barred, Bounds bounds, int year) {
        var grants = cut.held().grants();
        var shares = new ArrayList<Share>();
        for (var grant : grants) {
            var parts = cut.parts(grant.id());
            var was = before.get(grant.id());
            boolean speaks = cut.parts().isEmpty() && grant.equals(grants.getLast());
            if (!parts.isEmpty() || was != null || speaks) {
                var unaccrued = share(grant, parts, was, cut.outside());
                shares.add(accrue(unaccrued, was, parts, way, barred, bounds.headroom(grant, year), cut.outside()));
            }
        }
        return shares;
    }

    /// The share with its base and entitlement as they are now; of the accrual what is still within it.
    static Share share(Grant grant, List<Segment> parts, @Nullable Share was, boolean outside) {
        var base = parts.stream().map(Segment::net).reduce(Money.ZERO, Money::plus);
        var entitlement = entitlement(parts);
        return new Share(
                grant.programme(),
                grant.id(),
                onlyVersion(parts),
                onlyRatio(parts),
                base,
                entitlement,
                was == null ? Money.ZERO : was.accrued().min(entitlement),
                was == null ? Money.ZERO : was.claimed(),
                was == null ? Money.ZERO : was.paid(),
                outside ? Reason.NOT_ELIGIBLE : null);
    }

    private static Share accrue(
            Share now,
            @Nullable Share was,
            List<Segment> parts,
            Way way,
            @Nullable Reason barred,
            Headroom headroom,
            boolean outside) {
        var accrued = was == null ? Money.ZERO : was.accrued();
        var cutBefore = was == null ? null : was.cut();
        headroom.giveBack(accrued.minus(now.accrued()));
        var wanted = wanted(now, was, parts, way);
        var reason = way instanceof Way.Anew ? null : cutBefore;
        var given = now.accrued();
        if (barred != null) {
            // That a bound had cut it is kept: it must not look like something that may be asked for again.
            reason = barred == Reason.OTHER_PROGRAMME && cutBefore != null && cutBefore.bound() ? cutBefore : barred;
        } else if (wanted.isPositive()) {
            var taken = headroom.take(wanted);
            given = given.plus(taken.amount());
            reason = taken.reason() == null ? reason : taken.reason();
        }
        var why = given.compareTo(now.entitlement()) < 0 ? reason : null;
        return now.with(given, why != null ? why : outside ? Reason.NOT_ELIGIBLE : null);
    }

    /// Whether the programme would give anything to the charge if no other one of its group held it. Where a bound
    /// has cut it before it would not: what was cut stays cut, and the charge stays with whom it went to.
    static boolean gives(Cut cut, Map<UUID, Share> before, Way way, Bounds bounds, int year) {
        if (cutByBound(cut, before)) {
            return false;
        }
        boolean gives = false;
        for (var grant : cut.held().grants()) {
            var was = before.get(grant.id());
            var parts = cut.parts(grant.id());
            var now = share(grant, parts, was, cut.outside());
            gives |= wanted(now, was, parts, way).isPositive()
                    && bounds.headroom(grant, year).open();
        }
        return gives;
    }

    static boolean cutByBound(Cut cut, Map<UUID, Share> before) {
        for (var grant : cut.held().grants()) {
            var was = before.get(grant.id());
            var why = was == null ? null : was.cut();
            if (why != null && why.bound()) {
                return true;
            }
        }
        return false;
    }

    /// What is accrued already may have been lowered; what is wanted never goes beyond the entitlement.
    private static Money wanted(Share now, @Nullable Share was, List<Segment> parts, Way way) {
        var wanted = switch (way) {
            case Way.Posted _ -> missing(now, was, Reason.BELOW_MINIMUM, Reason.OTHER_PROGRAMME);
            case Way.Granted _ -> missing(now, was, Reason.BELOW_MINIMUM);
            case Way.Credited _ -> Money.ZERO;
            case Way.Anew(var from) -> anew(now, parts, from);
        };
        return wanted.min(now.entitlement().minus(now.accrued()));
    }

    private static Money missing(Share now, @Nullable Share was, Reason... again) {
        if (was == null) {
            return now.entitlement();
        }
        var why = was.cut();
        return now.entitlement().minus(why != null && List.of(again).contains(why) ? now.accrued() : was.entitlement());
    }

    /// What is missing of the entitlement from the instant on. What is accrued counts for the time before it
    /// first: what was cut there is not topped up.
    private static Money anew(Share now, List<Segment> parts, Instant from) {
        var before = entitlement(
                parts.stream().filter(part -> part.from().isBefore(from)).toList());
        var accruedAfter = now.accrued().minus(now.accrued().min(before));
        return now.entitlement().minus(before).minus(accruedAfter);
    }

    private static Money entitlement(List<Segment> parts) {
        return parts.stream().map(Segment::entitlement).reduce(Money.ZERO, Money::plus);
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
