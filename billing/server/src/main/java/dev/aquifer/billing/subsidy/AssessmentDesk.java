package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.subsidy.ApplicationRow;
import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.SaveCheck;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The city's side: reads what was submitted, asks back, ticks its checklist. Runs under the database role of
/// assessors, which sees no draft, no charge and no price. Decisions are taken at the [DecisionDesk].
@ApplicationScoped
class AssessmentDesk {
    private final Caller caller;
    private final Tenancy tenancy;
    private final Ids ids;
    private final InstantSource clock;
    private final Acts acts;
    private final Organisations organisations;
    private final Programmes programmes;
    private final Applications applications;
    private final ApplicationQueue queue;
    private final ApplicationViews views;
    private final Questions questions;
    private final Proposals proposals;
    private final Checks checks;
    private final SubsidyNews news;

    AssessmentDesk(
            Caller caller,
            Tenancy tenancy,
            Ids ids,
            InstantSource clock,
            Acts acts,
            Organisations organisations,
            Programmes programmes,
            Applications applications,
            ApplicationQueue queue,
            ApplicationViews views,
            Questions questions,
            Proposals proposals,
            Checks checks,
            SubsidyNews news) {
        this.caller = caller;
        this.tenancy = tenancy;
        this.ids = ids;
        this.clock = clock;
        this.acts = acts;
        this.organisations = organisations;
        this.programmes = programmes;
        this.applications = applications;
        this.queue = queue;
        this.views = views;
        this.questions = questions;
        this.proposals = proposals;
        this.checks = checks;
        this.news = news;
    }

    @Transactional
    List<ApplicationRow> queue(@Nullable ApplicationState state, @Nullable UUID programme, @Nullable String search) {
        return tenancy.asAssessor(() -> queue.assessors(state, programme, search));
    }

    /// For the operator, who reads and has no part in it.
    @Transactional
    List<ApplicationRow> operators() {
        return tenancy.asJobs(queue::operators);
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
            acts.note(found.organisation(), "evidence.read", evidence, "by an assessor, application " + application);
            return content;
        });
    }

    /// Takes it up: the applicant sees that somebody reads it, and the others at the desk see who.
    @Transactional
    ApplicationView review(UUID application) {
        return change(application, locked -> {
            takeUp(locked);
            return found(application);
        });
    }

    @Transactional
    ApplicationView ask(UUID application, String text) {
        return change(application, locked -> {
            if (proposals.waiting(application).isPresent()) {
                throw Problems.conflict(
                        "A decision waits for a second assessor: confirm it or turn it down before you ask for more.");
            }
            takeUp(locked);
            questions.ask(locked, ids.next(), text, caller.person(), caller.name(), clock.instant());
            applications.moved(locked, ApplicationState.EVIDENCE_ASKED);
            acts.step(locked.organisation(), "application.asked", application, text);
            news.asked(locked);
            return found(application);
        });
    }

    @Transactional
    ApplicationView check(UUID application, SaveCheck check) {
        return change(application, locked -> {
            var codes = Checks.codes(programmes.get(locked.programme()));
            if (!codes.contains(check.code())) {
                throw Problems.invalid("code", "must be one of " + String.join(", ", codes));
            }
            checks.save(locked, check, caller.person(), caller.name(), clock.instant());
            acts.note(
                    locked.organisation(),
                    "application.checked",
                    application,
                    check.code() + (check.ticked() ? " ticked" : " not ticked"));
            return found(application);
        });
    }

    private void takeUp(Application application) {
        if (application.state() == ApplicationState.SUBMITTED) {
            applications.reviewer(application, caller.person(), caller.name());
            applications.moved(application, ApplicationState.UNDER_REVIEW);
            acts.step(application.organisation(), "application.reviewed", application.id(), null);
        }
    }

    private ApplicationView change(UUID application, UnaryOperator<Application> work) {
        return tenancy.asAssessor(() -> {
            var found = found(application);
            notOwn(tenancy, organisations, caller, found.organisation());
            var locked = applications.lock(application).orElse(found);
            if (!locked.waits()) {
                throw Problems.conflict("The application is decided already: it is " + locked.state() + ".");
            }
            return view(work.apply(locked));
        });
    }

    /// Nobody assesses the organisation to which they belong.
    static void notOwn(Tenancy tenancy, Organisations organisations, Caller caller, UUID organisation) {
        if (tenancy.asOrganisation(organisation, () -> organisations.roleOf(organisation, caller.person()))
                .isPresent()) {
            throw Problems.forbidden("You belong to the organisation that applies; another assessor has to decide.");
        }
    }

    private Application found(UUID application) {
        return applications.find(application).orElseThrow(() -> Problems.notFound("application", application));
    }

    private ApplicationView view(Application application) {
        return views.forAssessor(application, caller.person());
    }
}
