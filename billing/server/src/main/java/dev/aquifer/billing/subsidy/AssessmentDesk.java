package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.Decide;
import dev.aquifer.billing.audit.Audit;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The city's side: reads what was submitted, and decides once. Runs under the database role of assessors, which sees
/// no
/// draft, no charge and no price; only what follows from a decision is written under the organisation's own binding.
@ApplicationScoped
class AssessmentDesk {
    private final Caller caller;
    private final Tenancy tenancy;
    private final Ids ids;
    private final InstantSource clock;
    private final Audit audit;
    private final Ledger ledger;
    private final Organisations organisations;
    private final Programmes programmes;
    private final Grants grants;
    private final Applications applications;
    private final AccrualDesk accruals;
    private final Event<GrantChanged> changed;

    AssessmentDesk(
            Caller caller,
            Tenancy tenancy,
            Ids ids,
            InstantSource clock,
            Audit audit,
            Ledger ledger,
            Organisations organisations,
            Programmes programmes,
            Grants grants,
            Applications applications,
            AccrualDesk accruals,
            Event<GrantChanged> changed) {
        this.caller = caller;
        this.tenancy = tenancy;
        this.ids = ids;
        this.clock = clock;
        this.audit = audit;
        this.ledger = ledger;
        this.organisations = organisations;
        this.programmes = programmes;
        this.grants = grants;
        this.applications = applications;
        this.accruals = accruals;
        this.changed = changed;
    }

    @Transactional
    List<ApplicationView> queue() {
        return tenancy.asAssessor(
                () -> applications.queue().stream().map(this::view).toList());
    }

    @Transactional
    ApplicationView get(UUID application) {
        return tenancy.asAssessor(() -> view(found(application)));
    }

    @Transactional
    byte[] evidence(UUID application, UUID evidence) {
        return tenancy.asAssessor(() -> {
            var found = found(application);
            var content = applications
                    .content(application, evidence)
                    .orElseThrow(() -> Problems.notFound("evidence", evidence));
            note(found.organisation(), "evidence.read", evidence, "by an assessor, application " + application);
            return content;
        });
    }

    @Transactional
    ApplicationView decide(UUID application, Decide decision) {
        return tenancy.asAssessor(() -> {
            var organisation = found(application).organisation();
            if (tenancy.asOrganisation(organisation, () -> organisations.roleOf(organisation, caller.person()))
                    .isPresent()) {
                throw Problems.forbidden(
                        "You belong to the organisation that applies; another assessor has to decide.");
            }
            // Nobody posts for the organisation meanwhile: a charge is either seen by the grant, or sees it.
            tenancy.asOrganisation(organisation, () -> ledger.lock(organisation));
            var locked =
                    applications.lock(application).orElseThrow(() -> Problems.notFound("application", application));
            if (locked.state() != ApplicationState.SUBMITTED) {
                if (!applications.stands(locked, decision, caller.person())) {
                    throw Problems.conflict("The application is decided already: it is " + locked.state() + ".");
                }
                return view(locked);
            }
            write(locked, decision);
            return view(found(application));
        });
    }

    private void write(Application application, Decide decision) {
        var now = clock.instant();
        if (!decision.approve()) {
            applications.decided(application, decision, caller.person(), caller.name(), now);
            note(application.organisation(), "application.refused", application.id(), decision.reasons());
            return;
        }
        var grant = grant(application, decision);
        applications.decided(application, decision, caller.person(), caller.name(), now);
        grants.add(grant, application.id(), decision.reasons(), now);
        note(
                application.organisation(),
                "application.approved",
                application.id(),
                "ratio " + grant.versions().getFirst().ratio().toPlainString() + " from " + decision.validFrom()
                        + " until " + decision.validUntil() + ": " + decision.reasons());
        tenancy.asOrganisation(application.organisation(), () -> {
            accruals.approved(grant);
            changed.fire(new GrantChanged(application.organisation()));
        });
    }

    /// The grant as it was decided, once all its terms are within the programme.
    private Grant grant(Application application, Decide decision) {
        var programme = programmes.get(application.programme()).rules();
        var violations = new ArrayList<Problems.Violation>();
        var ratio = decision.ratio() == null ? BigDecimal.ZERO : decision.ratio();
        if (ratio.signum() <= 0
                || ratio.compareTo(programme.maxRatio()) > 0
                || ratio.stripTrailingZeros().scale() > 8) {
            violations.add(new Problems.Violation(
                    "ratio",
                    "must be above 0 and at most "
                            + Grants.plain(programme.maxRatio()).toPlainString() + ", with at most 8 decimals"));
        }
        var first = start(decision.validFrom(), programme.from());
        var end = start(decision.validUntil(), programme.from());
        if (decision.validFrom() == null || first.isBefore(programme.from())) {
            violations.add(new Problems.Violation(
                    "validFrom", "must be a day from " + ServiceTime.day(programme.from()) + " on"));
        }
        if (decision.validUntil() == null || end.isAfter(programme.until()) || !first.isBefore(end)) {
            violations.add(new Problems.Violation(
                    "validUntil", "must be a day after validFrom and at most " + ServiceTime.day(programme.until())));
        }
        if (!violations.isEmpty()) {
            throw Problems.invalid(violations);
        }
        for (var other : grants.of(application.organisation())) {
            if (other.programme().equals(programme.id()) && other.overlaps(first, end)) {
                throw Problems.conflict("The organisation has a grant under this programme from "
                        + ServiceTime.day(other.from()) + " until " + ServiceTime.day(other.until())
                        + "; grants must not overlap.");
            }
        }
        return new Grant(
                ids.next(),
                programme.id(),
                application.organisation(),
                first,
                end,
                null,
                List.of(new RatioVersion(ids.next(), first, ratio)));
    }

    private static Instant start(@Nullable LocalDate day, Instant otherwise) {
        return day == null ? otherwise : ServiceTime.start(day);
    }

    private Application found(UUID application) {
        return applications.find(application).orElseThrow(() -> Problems.notFound("application", application));
    }

    private ApplicationView view(Application application) {
        var name = tenancy.asOrganisation(
                application.organisation(),
                () -> organisations.name(application.organisation()).orElse(""));
        return application.view(name, programmes.get(application.programme()), applications.evidence(application.id()));
    }

    private void note(UUID organisation, String action, UUID subject, String detail) {
        tenancy.asOrganisation(
                organisation,
                () -> audit.note(organisation, caller.person(), caller.name(), action, subject.toString(), detail));
    }
}
