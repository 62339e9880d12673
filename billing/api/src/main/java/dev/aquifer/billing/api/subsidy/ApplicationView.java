package dev.aquifer.billing.api.subsidy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param organisationName for the assessor
/// @param missing codes of requirements without evidence
/// @param decisionReasons the assessor's words; null before the decision
/// @param terms version of the terms that were accepted; null before submission
/// @param awaitsSecond true while a decision waits for a second assessor
/// @param proposal that decision, for assessors alone; null for the applicant
/// @param checks the assessor's checklist; empty for the applicant
/// @param steps what happened, oldest first
public record ApplicationView(
        UUID id,
        UUID organisation,
        String organisationName,
        UUID programme,
        String programmeCode,
        String programmeTitle,
        String programmeTitleZh,
        ApplicationState state,
        String company,
        String purpose,
        String contact,
        @Nullable String creditCode,
        @Nullable String modelFiling,
        List<EvidenceView> evidence,
        List<String> requirements,
        List<String> missing,
        List<QuestionView> questions,
        Instant createdAt,
        @Nullable Instant submittedAt,
        @Nullable Instant decidedAt,
        @Nullable String decisionReasons,
        @Nullable String terms,
        @Nullable Instant termsAcceptedAt,
        @Nullable String termsAcceptedBy,
        @Nullable String reviewer,
        boolean awaitsSecond,
        @Nullable ProposalView proposal,
        List<CheckView> checks,
        List<StepView> steps) {
    public ApplicationView {
        evidence = List.copyOf(evidence);
        requirements = List.copyOf(requirements);
        missing = List.copyOf(missing);
        questions = List.copyOf(questions);
        checks = List.copyOf(checks);
        steps = List.copyOf(steps);
    }
}
