package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.AccrualSegment;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Cuts a charge up as the rules did when they posted it, for people who follow an accrual by hand. Nothing of it is
/// kept: charge, grants and versions give the same segments again. The transaction is bound to the organisation.
@ApplicationScoped
class Explained {
    private final Sql sql;
    private final ChargeBases bases;
    private final Grants grants;

    Explained(Sql sql, ChargeBases bases, Grants grants) {
        this.sql = sql;
        this.bases = bases;
        this.grants = grants;
    }

    /// The segments by grant: those in which it is in force, and those in which no grant of its programme is.
    Map<UUID, List<AccrualSegment>> of(UUID charge) {
        var segments = new HashMap<UUID, List<AccrualSegment>>();
        var organisation = sql.first(
                "select organisation_id from charge_basis where charge_id = ?",
                row -> Sql.uuid(row, "organisation_id"),
                charge);
        if (organisation.isEmpty()) {
            return segments;
        }
        for (var line : bases.lines(organisation.get(), List.of(charge))) {
            for (var held : grants.held(organisation.get())) {
                var cut = Segment.of(line.charge(), held.programme(), held.grants());
                for (var grant : held.grants()) {
                    segments.put(
                            grant.id(),
                            cut.stream()
                                    .filter(one -> one.grant() == null || grant.equals(one.grant()))
                                    .map(Explained::view)
                                    .toList());
                }
            }
        }
        return segments;
    }

    /// Whether they say what was posted: a programme whose terms were changed since would tell another story.
    static boolean tell(List<AccrualSegment> segments, Money base, Money entitlement) {
        var net = Money.ZERO;
        var gives = Money.ZERO;
        for (var segment : segments) {
            net = segment.eligible() ? net.plus(segment.net()) : net;
            gives = gives.plus(segment.entitlement());
        }
        return net.compareTo(base) == 0 && gives.compareTo(entitlement) == 0;
    }

    private static AccrualSegment view(Segment segment) {
        var version = segment.version();
        return new AccrualSegment(
                segment.from(),
                segment.until(),
                segment.net(),
                segment.grant() != null,
                Grants.plain(segment.ratio()),
                version == null ? null : version.id(),
                segment.entitlement());
    }
}
