package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.CheckView;
import dev.aquifer.billing.api.subsidy.ProposalView;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts an application together with all that hangs on it, for the one who reads it.
@ApplicationScoped
class ApplicationViews {
    private final Tenancy tenancy;
    private final Organisations organisations;
    private final Programmes programmes;
    private final Applications applications;
    private final Questions questions;
    private final Proposals proposals;
    private final Checks checks;
    private final SubsidyTerms terms;
    private final Acts acts;

    ApplicationViews(
            Tenancy tenancy,
            Organisations organisations,
            Programmes programmes,
            Applications applications,
            Questions questions,
            Proposals proposals,
            Checks checks,
            SubsidyTerms terms,
            Acts acts) {
        this.tenancy = tenancy;
        this.organisations = organisations;
        this.programmes = programmes;
        this.applications = applications;
        this.questions = questions;
        this.proposals = proposals;
        this.checks = checks;
        this.terms = terms;
        this.acts = acts;
    }

    /// The applicant sees every step and that a second assessor is awaited, not the terms that may yet be turned
    /// down.
    ApplicationView forApplicant(Application application) {
        return view(application, null, List.of());
    }

    ApplicationView forAssessor(Application application, String reader) {
        var proposal = proposals.waiting(application.id()).map(waiting -> waiting.view(reader));
        return view(
                application,
                proposal.orElse(null),
                checks.of(application.id(), programmes.get(application.programme())));
    }

    private ApplicationView view(Application application, @Nullable ProposalView proposal, List<CheckView> checklist) {
        var programme = programmes.get(application.programme());
        var evidence = applications.evidence(application.id());
        var accepted = terms.of(application.id());
        var name = tenancy.asOrganisation(
                application.organisation(),
                () -> organisations.name(application.organisation()).orElse(""));
        return new ApplicationView(
                application.id(),
                application.organisation(),
                name,
                application.programme(),
                programme.rules().code(),
                programme.title(),
                programme.titleZh(),
                application.state(),
                application.company(),
                application.purpose(),
                application.contact(),
                application.creditCode(),
                application.modelFiling(),
                evidence,
                programme.requirements(),
                Application.missing(programme, evidence),
                questions.of(application.id()),
                application.createdAt(),
                application.submittedAt(),
                application.decidedAt(),
                application.decisionReasons(),
                accepted.map(SubsidyTerms.Accepted::version).orElse(null),
                accepted.map(SubsidyTerms.Accepted::at).orElse(null),
                accepted.map(SubsidyTerms.Accepted::name).orElse(null),
                application.reviewerName(),
                application.waits() && proposals.waiting(application.id()).isPresent(),
                proposal,
                checklist,
                acts.steps(application.id()));
    }
}
