package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Ledger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// What decisions on a grant do to posted charges (R12, R13, R16). Who may decide, and that two persons did, is
/// checked elsewhere. Everything runs in the caller's transaction, whatever it is bound to.
@ApplicationScoped
class GrantDesk {
    private final Ids ids;
    private final InstantSource clock;
    private final Tenancy tenancy;
    private final Ledger ledger;
    private final Grants grants;
    private final ChargeBases bases;
    private final AccrualDesk desk;
    private final Event<GrantChanged> changed;

    GrantDesk(
            Ids ids,
            InstantSource clock,
            Tenancy tenancy,
            Ledger ledger,
            Grants grants,
            ChargeBases bases,
            AccrualDesk desk,
            Event<GrantChanged> changed) {
        this.ids = ids;
        this.clock = clock;
        this.tenancy = tenancy;
        this.ledger = ledger;
        this.grants = grants;
        this.bases = bases;
        this.desk = desk;
        this.changed = changed;
    }

    /// @param reversed taken back of what was not paid, on the open bill as subsidy; @param receivable of what was
    ///     paid, on the open bill as an adjustment
    record ClawedBack(Money reversed, Money receivable) {}

    /// R12: a grant that was written just now pays for what was posted before.
    Outcome approve(Grant grant) {
        return tenancy.asOrganisation(grant.organisation(), () -> desk.approved(grant));
    }

    /// R13: a new ratio from an instant, also in the past; posted charges with service from then on are counted anew.
    Outcome reassess(UUID organisation, UUID grant, BigDecimal ratio, Instant from, String reasons) {
        return tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            var version = new RatioVersion(ids.next(), from, ratio);
            write(organisation, grant, List.of(version), reasons);
            return desk.work(
                    organisation, bases.since(organisation, from), book -> book.reassess(grant, version), null);
        });
    }

    /// R16: the grant pays nothing from an instant on, also in the past.
    ClawedBack clawBack(UUID organisation, UUID grant, Instant from, String reasons) {
        return tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            var zeros = found(organisation, grant).revoked(from, ids::next);
            write(organisation, grant, zeros, reasons);
            var outcome = desk.work(
                    organisation, bases.since(organisation, from), book -> book.clawBack(grant, from, zeros), null);
            changed.fire(new GrantChanged(organisation));
            return new ClawedBack(
                    outcome.sum(Movement.Kind.ACCRUAL, Movement.Kind.CLAIMED).negated(),
                    outcome.sum(Movement.Kind.CLAWBACK).negated());
        });
    }

    private void write(UUID organisation, UUID grant, List<RatioVersion> versions, String reasons) {
        var found = found(organisation, grant);
        tenancy.asAssessor(() -> {
            grants.add(found, versions, reasons, clock.instant());
            return true;
        });
    }

    private Grant found(UUID organisation, UUID grant) {
        return grants.of(organisation).stream()
                .filter(each -> each.id().equals(grant))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("organisation %s has no grant %s".formatted(organisation, grant)));
    }
}
