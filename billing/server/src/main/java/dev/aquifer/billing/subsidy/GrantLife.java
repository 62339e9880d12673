package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.subsidy.ClawbackState;
import dev.aquifer.billing.api.subsidy.ClawbackView;
import dev.aquifer.billing.api.subsidy.GrantState;
import dev.aquifer.billing.api.subsidy.GrantView;
import dev.aquifer.billing.api.subsidy.ProposeClawback;
import dev.aquifer.billing.api.subsidy.Reassess;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What an assessor does with a grant: suspend, resume, propose to revoke, confirm another's proposal. A suspension
/// is a version of the ratio that is 0 from now on, so that what accrues needs no rule of its own for it.
@ApplicationScoped
class GrantLife {
    private final Caller caller;
    private final Tenancy tenancy;
    private final Sql sql;
    private final Ids ids;
    private final InstantSource clock;
    private final Acts acts;
    private final Ledger ledger;
    private final Organisations organisations;
    private final Programmes programmes;
    private final Grants grants;
    private final GrantDesk sums;
    private final GrantViews views;
    private final Clawbacks clawbacks;
    private final SubsidyNews news;
    private final Event<GrantChanged> changed;

    GrantLife(
            Caller caller,
            Tenancy tenancy,
            Sql sql,
            Ids ids,
            InstantSource clock,
            Acts acts,
            Ledger ledger,
            Organisations organisations,
            Programmes programmes,
            Grants grants,
            GrantDesk sums,
            GrantViews views,
            Clawbacks clawbacks,
            SubsidyNews news,
            Event<GrantChanged> changed) {
        this.caller = caller;
        this.tenancy = tenancy;
        this.sql = sql;
        this.ids = ids;
        this.clock = clock;
        this.acts = acts;
        this.ledger = ledger;
        this.organisations = organisations;
        this.programmes = programmes;
        this.grants = grants;
        this.sums = sums;
        this.views = views;
        this.clawbacks = clawbacks;
        this.news = news;
        this.changed = changed;
    }

    @Transactional
    List<GrantView> all() {
        return tenancy.asAssessor(() -> views.all(caller.person()));
    }

    @Transactional
    GrantView get(UUID grant) {
        return tenancy.asAssessor(() -> view(grant));
    }

    @Transactional
    List<ClawbackView> clawbacks() {
        return tenancy.asAssessor(() -> clawbacks.views(clawbacks.all(), organisations.names(), caller.person()));
    }

    @Transactional
    GrantView suspend(UUID grant, String reasons) {
        return tenancy.asAssessor(() -> {
            var row = locked(grant);
            expect(row, GrantState.ACTIVE, "suspended");
            version(row.organisation(), grant, BigDecimal.ZERO, reasons);
            move(row, GrantState.SUSPENDED);
            acts.step(row.organisation(), "grant.suspended", grant, reasons);
            news.changed(grant(row), "SUSPENDED");
            return changed(row);
        });
    }

    @Transactional
    GrantView resume(UUID grant, String reasons) {
        return tenancy.asAssessor(() -> {
            var row = locked(grant);
            expect(row, GrantState.SUSPENDED, "resumed");
            var ratio = grant(row).versions().stream()
                    .map(RatioVersion::ratio)
                    .filter(each -> each.signum() > 0)
                    .reduce((earlier, later) -> later)
                    .orElse(BigDecimal.ZERO);
            version(row.organisation(), grant, ratio, reasons);
            move(row, GrantState.ACTIVE);
            acts.step(row.organisation(), "grant.resumed", grant, reasons);
            news.changed(grant(row), "RESUMED");
            return changed(row);
        });
    }

    /// R13: every posted charge with service from that instant on is counted again, on the open bill.
    @Transactional
    GrantView reassess(UUID grant, Reassess request) {
        return tenancy.asAssessor(() -> {
            var row = locked(grant);
            if (row.state() == GrantState.REVOKED) {
                throw Problems.conflict("The grant is revoked; its ratio stays 0.");
            }
            var programme = programmes.get(row.programme()).rules();
            if (!GrantTerms.within(request.ratio(), programme)) {
                throw Problems.invalid(
                        "ratio", "must be at most " + GrantTerms.most(programme) + ", with at most 8 decimals");
            }
            within(row, request.from());
            sums.reassess(row.organisation(), grant, request.ratio(), request.from(), request.reasons());
            acts.step(
                    row.organisation(),
                    "grant.reassessed",
                    grant,
                    "ratio " + request.ratio().toPlainString() + " from " + request.from() + ": " + request.reasons());
            news.reassessed(grant(row), request.ratio(), request.from());
            return changed(row);
        });
    }

    private static void within(GrantViews.Row row, Instant from) {
        if (from.isBefore(row.from()) || !from.isBefore(row.until())) {
            throw Problems.invalid(
                    "from",
                    "must lie within the grant, from " + ServiceTime.day(row.from()) + " until "
                            + ServiceTime.day(row.until()));
        }
    }

    /// One assessor proposes; nothing changes for the organisation but that it sees it and may object.
    @Transactional
    ClawbackView propose(UUID grant, ProposeClawback request) {
        return tenancy.asAssessor(() -> {
            var row = locked(grant);
            if (row.state() == GrantState.REVOKED) {
                throw Problems.conflict("The grant is revoked already.");
            }
            within(row, request.from());
            if (clawbacks.open(grant).isPresent()) {
                throw Problems.conflict("A clawback of this grant is open already.");
            }
            var id = ids.next();
            clawbacks.add(
                    id, grant(row), request.from(), request.reasons(), caller.person(), caller.name(), clock.instant());
            acts.step(
                    row.organisation(),
                    "clawback.proposed",
                    grant,
                    "from " + request.from() + ": " + request.reasons());
            var proposed = clawback(id);
            news.clawback(proposed, ClawbackState.PROPOSED, Map.of());
            return view(proposed);
        });
    }

    /// The second assessor's word: the grant is revoked, and nothing accrues under it any more. What is owed is
    /// posted when the operator charges it.
    @Transactional
    ClawbackView confirm(UUID clawback) {
        return tenancy.asAssessor(() -> {
            var row = locked(clawback(clawback).grant());
            var locked = clawbacks.lock(clawback).orElseThrow(() -> Problems.notFound("clawback", clawback));
            switch (locked.state()) {
                case PROPOSED -> {
                    if (locked.proposedBy().equals(caller.person())) {
                        throw Problems.forbidden(
                                "You proposed this clawback yourself; another assessor has to confirm it.");
                    }
                    clawbacks.confirmed(locked, caller.person(), caller.name(), clock.instant());
                    version(row.organisation(), row.id(), BigDecimal.ZERO, locked.reasons());
                    move(row, GrantState.REVOKED);
                    acts.step(row.organisation(), "clawback.confirmed", row.id(), "from " + locked.from());
                    news.clawback(locked, ClawbackState.CONFIRMED, Map.of());
                    changed(row);
                }
                case CONFIRMED -> {
                    if (!caller.person().equals(locked.confirmedBy())) {
                        throw Problems.conflict("The clawback is confirmed already.");
                    }
                }
                case TURNED_DOWN, CHARGED, REPAID, WRITTEN_OFF ->
                    throw Problems.conflict("The clawback is " + locked.state() + " already.");
            }
            return view(clawback(clawback));
        });
    }

    @Transactional
    ClawbackView turnDown(UUID clawback, String reasons) {
        return tenancy.asAssessor(() -> {
            var row = locked(clawback(clawback).grant());
            var locked = clawbacks.lock(clawback).orElseThrow(() -> Problems.notFound("clawback", clawback));
            if (locked.state() != ClawbackState.PROPOSED) {
                throw Problems.conflict("Only a proposal can be turned down; the clawback is " + locked.state() + ".");
            }
            clawbacks.moved(locked, ClawbackState.TURNED_DOWN);
            acts.step(row.organisation(), "clawback.turned-down", row.id(), reasons);
            news.clawback(locked, ClawbackState.TURNED_DOWN, Map.of());
            return view(clawback(clawback));
        });
    }

    /// Nobody posts for the organisation meanwhile, and nobody else moves the grant.
    private GrantViews.Row locked(UUID grant) {
        var found = views.find(grant).orElseThrow(() -> Problems.notFound("grant", grant));
        AssessmentDesk.notOwn(tenancy, organisations, caller, found.organisation());
        tenancy.asOrganisation(found.organisation(), () -> ledger.lock(found.organisation()));
        return views.find(grant).orElseThrow(() -> Problems.notFound("grant", grant));
    }

    private void expect(GrantViews.Row row, GrantState state, String verb) {
        var is = row.state(clock.instant());
        if (is != state) {
            throw Problems.conflict("Only a grant that is " + state + " can be " + verb + "; it is " + is + ".");
        }
    }

    private Grant grant(GrantViews.Row row) {
        return grants.of(row.organisation()).stream()
                .filter(each -> each.id().equals(row.id()))
                .findFirst()
                .orElseThrow();
    }

    private void version(UUID organisation, UUID grant, BigDecimal ratio, String reasons) {
        Instant now = clock.instant();
        sql.update(
                "insert into grant_version (organisation_id, id, grant_id, valid_from, ratio, reasons, decided_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                organisation,
                ids.next(),
                grant,
                now,
                ratio,
                reasons,
                now);
    }

    private void move(GrantViews.Row row, GrantState to) {
        sql.update(
                "update subsidy_grant set state = ? where organisation_id = ? and id = ?",
                to,
                row.organisation(),
                row.id());
    }

    private GrantView changed(GrantViews.Row row) {
        tenancy.asOrganisation(row.organisation(), () -> changed.fire(new GrantChanged(row.organisation())));
        return view(row.id());
    }

    private GrantView view(UUID grant) {
        return views.one(grant, caller.person()).orElseThrow(() -> Problems.notFound("grant", grant));
    }

    private Clawbacks.Clawback clawback(UUID id) {
        return clawbacks.find(id).orElseThrow(() -> Problems.notFound("clawback", id));
    }

    private ClawbackView view(Clawbacks.Clawback clawback) {
        return clawbacks
                .views(List.of(clawback), organisations.names(), caller.person())
                .getFirst();
    }
}
