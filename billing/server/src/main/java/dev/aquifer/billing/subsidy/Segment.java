package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.money.Rounding;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A part of a charge in which nothing changes under one programme (R6).
///
/// @param net the charge's net, shared over the segments by their length (R8)
/// @param grant in force; null where the segment is not eligible
/// @param version of its ratio; null where there is none
record Segment(
        Instant from,
        Instant until,
        Money net,
        @Nullable Grant grant,
        @Nullable RatioVersion version,
        BigDecimal ratio) {

    /// Cuts a charge at every start and end of programme, grant and version that lies inside it. An interval without
    /// length is one segment.
    static List<Segment> of(ChargeNow charge, Programme programme, List<Grant> grants) {
        var cuts = new TreeSet<Instant>();
        cuts.add(charge.from());
        cut(cuts, charge, programme.from());
        cut(cuts, charge, programme.until());
        for (var grant : grants) {
            cut(cuts, charge, grant.from());
            cut(cuts, charge, grant.until());
            grant.versions().stream()
                    .map(RatioVersion::from)
                    .filter(grant::runs)
                    .forEach(start -> cut(cuts, charge, start));
        }
        var starts = List.copyOf(cuts);
        var weights = new ArrayList<BigDecimal>();
        for (int i = 0; i < starts.size(); i++) {
            weights.add(BigDecimal.valueOf(ChronoUnit.MICROS.between(starts.get(i), end(starts, i, charge))));
        }
        var nets = Rounding.share(charge.net(), weights);
        var covered = programme.covers(charge.kind(), charge.purpose());
        var segments = new ArrayList<Segment>();
        for (int i = 0; i < starts.size(); i++) {
            var start = starts.get(i);
            var grant = covered && programme.runs(start) ? inForce(grants, start) : null;
            var version = grant == null ? null : grant.version(start);
            var ratio = version == null ? BigDecimal.ZERO : programme.ratio(version.ratio(), charge.domestic());
            segments.add(new Segment(start, end(starts, i, charge), nets.get(i), grant, version, ratio));
        }
        return segments;
    }

    /// Towards zero to the fen, so that no rounding ever pays more than the ratio; nothing on a negative net.
    Money entitlement() {
        return net.isNegative() ? Money.ZERO : Rounding.subsidy(net, ratio);
    }

    private static void cut(TreeSet<Instant> cuts, ChargeNow charge, Instant at) {
        if (at.isAfter(charge.from()) && at.isBefore(charge.until())) {
            cuts.add(at);
        }
    }

    private static Instant end(List<Instant> starts, int i, ChargeNow charge) {
        return i + 1 < starts.size() ? starts.get(i + 1) : charge.until();
    }

    private static @Nullable Grant inForce(List<Grant> grants, Instant at) {
        for (var grant : grants) {
            if (grant.runs(at)) {
                return grant;
            }
        }
        return null;
    }
}
