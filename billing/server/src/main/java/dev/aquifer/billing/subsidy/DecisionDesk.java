package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.Decide;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.billing.subsidy.Applications.Deciders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;

/// Decides on an application, once. Above the bounds of the two-person rule an approval is only proposed, and takes
/// effect when another assessor confirms it. What follows from a decision for money is written under the
/// organisation's own binding.
@ApplicationScoped
class DecisionDesk {
    private final Caller caller;
    private final Tenancy tenancy;
    private final Ids ids;
    private final InstantSource clock;
    private final Acts acts;
    private final Ledger ledger;
    private final Organisations organisations;
    private final Programmes programmes;
    private final Grants grants;
    private final GrantTerms terms;
    private final Applications applications;
    private final ApplicationViews views;
    private final Proposals proposals;
    private final SubsidyTerms accepted;
    private final TwoPersonRule twoPersons;
    private final GrantDesk sums;
    private final Event<GrantChanged> changed;
    private final SubsidyNews news;

    DecisionDesk(
            Caller caller,
            Tenancy tenancy,
            Ids ids,
            InstantSource clock,
            Acts acts,
            Ledger ledger,
            Organisations organisations,
            Programmes programmes,
            Grants grants,
            GrantTerms terms,
            Applications applications,
            ApplicationViews views,
            Proposals proposals,
            SubsidyTerms accepted,
            TwoPersonSettings twoPersons,
            GrantDesk sums,
            Event<GrantChanged> changed,
            SubsidyNews news) {
        this.caller = caller;
        this.tenancy = tenancy;
        this.ids = ids;
        this.clock = clock;
        this.acts = acts;
        this.ledger = ledger;
        this.organisations = organisations;
        this.programmes = programmes;
        this.grants = grants;
        this.terms = terms;
        this.applications = applications;
        this.views = views;
        this.proposals = proposals;
        this.accepted = accepted;
        this.twoPersons = TwoPersonRule.of(twoPersons);
        this.sums = sums;
        this.changed = changed;
        this.news = news;
    }

    @Transactional
    ApplicationView decide(UUID application, Decide decision) {
        return tenancy.asAssessor(() -> {
            var locked = locked(application);
            if (!locked.waits()) {
                if (!applications.stands(locked, decision, caller.person())) {
                    throw Problems.conflict("The application is decided already: it is " + locked.state() + ".");
                }
                return view(application);
            }
            var waiting = proposals.waiting(application);
            if (waiting.isPresent()) {
                if (!same(waiting.get(), decision)) {
                    throw Problems.conflict("A decision of " + waiting.get().assessorName()
                            + " waits for a second assessor: it is confirmed or turned down first.");
                }
                return view(application);
            }
            if (decision.approve()) {
                approve(locked, decision);
            } else {
                applications.decided(
                        locked, decision, new Deciders(caller.person(), caller.name(), null, null), clock.instant());
                acts.step(locked.organisation(), "application.refused", application, decision.reasons());
                news.decided(locked, false);
            }
            return view(application);
        });
    }

    /// The second assessor's word; never the first one's own.
    @Transactional
    ApplicationView confirm(UUID application, UUID proposal) {
        return tenancy.asAssessor(() -> {
            var locked = locked(application);
            var proposed = found(application, proposal);
            if ("CONFIRMED".equals(proposed.outcome()) && caller.person().equals(proposed.second())) {
                return view(application);
            }
            waiting(proposed);
            other(proposed);
            var grant = terms.grant(locked, proposed.decision());
            proposals.settle(
                    locked.organisation(), proposal, "CONFIRMED", caller.person(), caller.name(), clock.instant());
            acts.step(locked.organisation(), "application.confirmed", application, null);
            write(
                    locked,
                    proposed.decision(),
                    grant,
                    new Deciders(proposed.assessor(), proposed.assessorName(), caller.person(), caller.name()));
            return view(application);
        });
    }

    /// Also the first one may take back what they proposed.
    @Transactional
    ApplicationView turnDown(UUID application, UUID proposal, String reasons) {
        return tenancy.asAssessor(() -> {
            var locked = locked(application);
            waiting(found(application, proposal));
            proposals.settle(
                    locked.organisation(), proposal, "TURNED_DOWN", caller.person(), caller.name(), clock.instant());
            acts.step(locked.organisation(), "application.turned-down", application, reasons);
            return view(application);
        });
    }

    private void approve(Application locked, Decide decision) {
        var grant = terms.grant(locked, decision);
        if (tenancy.asOrganisation(locked.organisation(), () -> accepted.last(locked.organisation()))
                .isEmpty()) {
            throw Problems.conflict("The organisation has not accepted the terms of subsidies yet:"
                    + " no grant takes effect before its owner or finance lead does so.");
        }
        var ratio = grant.versions().getFirst().ratio();
        var passes = twoPersons.passes(programmes.get(locked.programme()).rules(), ratio, grant.limit());
        if (passes.isEmpty()) {
            write(locked, decision, grant, new Deciders(caller.person(), caller.name(), null, null));
            return;
        }
        if (locked.state() == ApplicationState.SUBMITTED) {
            applications.reviewer(locked, caller.person(), caller.name());
        }
        applications.moved(locked, ApplicationState.UNDER_REVIEW);
        proposals.add(locked, ids.next(), decision, passes, caller.person(), caller.name(), clock.instant());
        acts.step(locked.organisation(), "application.proposed", locked.id(), null);
    }

    private void write(Application application, Decide decision, Grant grant, Deciders by) {
        var now = clock.instant();
        applications.decided(application, decision, by, now);
        grants.add(grant, application.id(), decision.reasons(), now);
        var granted = "ratio " + grant.versions().getFirst().ratio().toPlainString() + " from " + decision.validFrom()
                + " until " + decision.validUntil() + ": " + decision.reasons();
        acts.step(application.organisation(), "application.approved", application.id(), granted);
        acts.step(application.organisation(), "grant.given", grant.id(), granted);
        tenancy.asOrganisation(application.organisation(), () -> {
            sums.approve(grant);
            changed.fire(new GrantChanged(application.organisation()));
        });
        news.decided(application, true);
    }

    private boolean same(Proposal waiting, Decide decision) {
        return decision.approve()
                && waiting.assessor().equals(caller.person())
                && decision.ratio() != null
                && decision.ratio().compareTo(waiting.ratio()) == 0
                && waiting.from().equals(decision.validFrom())
                && waiting.until().equals(decision.validUntil())
                && Objects.equals(waiting.limit(), decision.limit())
                && waiting.reasons().equals(decision.reasons());
    }

    private static void waiting(Proposal proposed) {
        if (proposed.outcome() != null) {
            throw Problems.conflict("The proposal is settled already: it was " + proposed.outcome() + ".");
        }
    }

    private void other(Proposal proposed) {
        if (proposed.assessor().equals(caller.person())) {
            throw Problems.forbidden("You proposed this decision yourself; another assessor has to confirm it.");
        }
    }

    private Proposal found(UUID application, UUID proposal) {
        return proposals.find(application, proposal).orElseThrow(() -> Problems.notFound("proposal", proposal));
    }

    /// Nobody posts for the organisation meanwhile: a charge is either seen by the grant, or sees it.
    private Application locked(UUID application) {
        var found = applications.find(application).orElseThrow(() -> Problems.notFound("application", application));
        AssessmentDesk.notOwn(tenancy, organisations, caller, found.organisation());
        tenancy.asOrganisation(found.organisation(), () -> ledger.lock(found.organisation()));
        return applications.lock(application).orElseThrow(() -> Problems.notFound("application", application));
    }

    private ApplicationView view(UUID application) {
        return views.forAssessor(
                applications.find(application).orElseThrow(() -> Problems.notFound("application", application)),
                caller.person());
    }
}
