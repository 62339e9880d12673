package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.ClaimLineView;
import dev.aquifer.billing.api.subsidy.ClaimState;
import dev.aquifer.billing.api.subsidy.ClaimView;
import dev.aquifer.billing.api.subsidy.OpenClaim;
import dev.aquifer.billing.api.subsidy.Settle;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.billing.subsidy.ProgrammeClaims.ProgrammeClaim;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// The life of a claim: the operator opens, freezes and submits it, an assessor decides and records the payment.
/// What it comes to is worked out at the [ClaimDesk].
@ApplicationScoped
class ClaimLife {
    private final Caller caller;
    private final Tenancy tenancy;
    private final Ids ids;
    private final InstantSource clock;
    private final Acts acts;
    private final Organisations organisations;
    private final Programmes programmes;
    private final ProgrammeClaims claims;
    private final ClaimParts lines;
    private final ClaimViews views;
    private final ClaimDesk sums;
    private final Event<ClaimFrozen> frozen;
    private final Event<GrantChanged> changed;

    ClaimLife(
            Caller caller,
            Tenancy tenancy,
            Ids ids,
            InstantSource clock,
            Acts acts,
            Organisations organisations,
            Programmes programmes,
            ProgrammeClaims claims,
            ClaimParts lines,
            ClaimViews views,
            ClaimDesk sums,
            Event<ClaimFrozen> frozen,
            Event<GrantChanged> changed) {
        this.caller = caller;
        this.tenancy = tenancy;
        this.ids = ids;
        this.clock = clock;
        this.acts = acts;
        this.organisations = organisations;
        this.programmes = programmes;
        this.claims = claims;
        this.lines = lines;
        this.views = views;
        this.sums = sums;
        this.frozen = frozen;
        this.changed = changed;
    }

    /// For the operator.
    @Transactional
    List<ClaimView> all() {
        return tenancy.asJobs(() -> claims.all().stream().map(views::view).toList());
    }

    @Transactional
    ClaimView get(UUID claim) {
        return tenancy.asJobs(() -> views.view(found(claim)));
    }

    /// The same claim again is the one that is there.
    @Transactional
    ClaimView open(OpenClaim request) {
        return tenancy.asJobs(() -> {
            if (programmes.find(request.programme()).isEmpty()) {
                throw Problems.invalid("programme", "must be a programme that was published");
            }
            var same = claims.of(request.programme(), request.period());
            if (same.isPresent()) {
                return views.view(same.get());
            }
            claims.open(request.programme()).ifPresent(open -> {
                throw Problems.conflict(
                        "The claim for " + open.period() + " is open: freeze it before you open the next.");
            });
            var id = ids.next();
            claims.add(id, request.programme(), request.period(), clock.instant());
            acts.event("claim.opened", id, request.period());
            return views.view(found(id));
        });
    }

    /// Its lines are fixed in one transaction, which locks every organisation in the claim; its evidence is
    /// packed from the fixed lines in the next one, which locks none of them. If that fails the same command
    /// again packs it.
    ClaimView freeze(UUID claim) {
        QuarkusTransaction.requiringNew()
                .run(() -> tenancy.asJobs(() -> {
                    fix(claim);
                    return true;
                }));
        pack(claim);
        return QuarkusTransaction.requiringNew().call(() -> tenancy.asJobs(() -> views.view(found(claim))));
    }

    private void fix(UUID claim) {
        var locked = locked(claim);
        if (locked.state() != ClaimState.OPEN) {
            return;
        }
        var claimed = sums.claim(claim, locked.programme());
        var taken = lines.organisations(claim);
        if (taken.isEmpty()) {
            throw Problems.conflict("Nothing has accrued under the programme that is in no claim yet.");
        }
        claims.frozen(claim, claimed, clock.instant());
        acts.event("claim.frozen", claim, claimed + " CNY");
        taken.forEach(organisation -> acts.note(organisation, "claim.frozen", claim, locked.period()));
    }

    private void pack(UUID claim) {
        QuarkusTransaction.requiringNew()
                .run(() -> tenancy.asJobs(() -> {
                    var locked = locked(claim);
                    if (locked.state() != ClaimState.OPEN
                            && claims.packed(claim).isEmpty()) {
                        frozen.fire(new ClaimFrozen(
                                claim,
                                programmes.get(locked.programme()).rules().code(),
                                locked.period()));
                    }
                    return true;
                }));
    }

    /// With its evidence, also where packing it had failed before.
    ClaimView submit(UUID claim) {
        pack(claim);
        return QuarkusTransaction.requiringNew()
                .call(() -> tenancy.asJobs(() -> {
                    var locked = locked(claim);
                    switch (locked.state()) {
                        case OPEN -> throw Problems.conflict("The claim is open: freeze it before you submit it.");
                        case FROZEN -> {
                            claims.submitted(claim, clock.instant());
                            acts.event("claim.submitted", claim, null);
                            lines.organisations(claim)
                                    .forEach(organisation ->
                                            acts.note(organisation, "claim.submitted", claim, locked.period()));
                        }
                        case SUBMITTED, PAID, PART_PAID, REJECTED -> {}
                    }
                    return views.view(found(claim));
                }));
    }

    @Transactional
    byte[] operatorsPackage(UUID claim) {
        return tenancy.asJobs(() -> content(found(claim)));
    }

    /// For the assessor: what was submitted.
    @Transactional
    List<ClaimView> submitted() {
        return tenancy.asAssessor(() -> claims.all().stream()
                .filter(ClaimLife::handedIn)
                .map(views::view)
                .toList());
    }

    @Transactional
    ClaimView submitted(UUID claim) {
        return tenancy.asAssessor(() -> views.view(foundByCity(claim)));
    }

    @Transactional
    List<ClaimLineView> lines(UUID claim, UUID organisation) {
        return tenancy.asAssessor(() -> {
            foundByCity(claim);
            if (!lines.organisations(claim).contains(organisation)) {
                throw Problems.notFound("organisation in this claim", organisation);
            }
            acts.note(organisation, "claim.read", claim, "lines, by an assessor");
            return tenancy.asOrganisation(organisation, () -> lines.lines(claim, organisation));
        });
    }

    @Transactional
    byte[] evidencePackage(UUID claim) {
        return tenancy.asAssessor(() -> {
            var content = content(foundByCity(claim));
            lines.organisations(claim)
                    .forEach(organisation -> acts.note(organisation, "claim.read", claim, "package, by an assessor"));
            acts.event("claim.downloaded", claim, null);
            return content;
        });
    }

    /// One sum for the whole claim; the same settlement again changes nothing.
    @Transactional
    ClaimView settle(UUID claim, Settle settlement) {
        return tenancy.asAssessor(() -> {
            foundByCity(claim);
            var locked = locked(claim);
            if (locked.state() != ClaimState.SUBMITTED) {
                if (settlement.paid().equals(locked.paid())
                        && settlement.reference().equals(locked.reference())) {
                    return views.view(locked);
                }
                throw Problems.conflict("The claim is settled already: it is " + locked.state() + ".");
            }
            var taken = lines.organisations(claim);
            taken.forEach(organisation -> AssessmentDesk.notOwn(tenancy, organisations, caller, organisation));
            var claimed = views.view(locked).claimed();
            var least = claimed.min(Money.ZERO);
            if (settlement.paid().compareTo(least) < 0 || settlement.paid().compareTo(claimed) > 0) {
                throw Problems.invalid("paid", "must be from " + least + " to the claim, " + claimed);
            }
            sums.settle(claim, settlement.paid());
            claims.settled(claim, state(settlement.paid(), claimed), settlement, clock.instant());
            var said = settlement.paid() + " of " + claimed + " CNY, " + settlement.reference() + ": "
                    + settlement.reasons();
            acts.event("claim.settled", claim, said);
            taken.forEach(organisation -> acts.note(organisation, "claim.settled", claim, said));
            taken.forEach(organisation -> changed.fire(new GrantChanged(organisation)));
            return views.view(found(claim));
        });
    }

    static ClaimState state(Money paid, Money claimed) {
        if (paid.compareTo(claimed) == 0) {
            return ClaimState.PAID;
        }
        return paid.isZero() ? ClaimState.REJECTED : ClaimState.PART_PAID;
    }

    private static boolean handedIn(ProgrammeClaim claim) {
        return switch (claim.state()) {
            case OPEN, FROZEN -> false;
            case SUBMITTED, PAID, PART_PAID, REJECTED -> true;
        };
    }

    private byte[] content(ProgrammeClaim claim) {
        return claims.content(claim.id()).orElseThrow(() -> Problems.notFound("evidence package of claim", claim.id()));
    }

    private ProgrammeClaim foundByCity(UUID claim) {
        return claims.find(claim).filter(ClaimLife::handedIn).orElseThrow(() -> Problems.notFound("claim", claim));
    }

    private ProgrammeClaim found(UUID claim) {
        return claims.find(claim).orElseThrow(() -> Problems.notFound("claim", claim));
    }

    private ProgrammeClaim locked(UUID claim) {
        return claims.lock(claim).orElseThrow(() -> Problems.notFound("claim", claim));
    }
}
