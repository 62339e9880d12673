package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.billing.api.subsidy.EvidenceView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An application as it is kept. Under the tenant's binding these are the organisation's; under the assessor's those
/// that were submitted.
record Application(
        UUID id,
        UUID organisation,
        UUID programme,
        ApplicationState state,
        String company,
        String purpose,
        String contact,
        @Nullable String creditCode,
        @Nullable String modelFiling,
        @Nullable String reviewerName,
        Instant createdAt,
        @Nullable Instant submittedAt,
        @Nullable Instant decidedAt,
        @Nullable String decisionReasons) {

    /// Whether the city has it and has not decided.
    boolean waits() {
        return switch (state) {
            case SUBMITTED, UNDER_REVIEW, EVIDENCE_ASKED -> true;
            case DRAFT, APPROVED, REFUSED, WITHDRAWN -> false;
        };
    }

    /// Whether the applicant may add evidence.
    boolean takesEvidence() {
        return state == ApplicationState.DRAFT || state == ApplicationState.EVIDENCE_ASKED;
    }

    static List<String> missing(ProgrammeVersion of, List<EvidenceView> evidence) {
        return of.requirements().stream()
                .filter(requirement ->
                        evidence.stream().noneMatch(file -> file.requirement().equals(requirement)))
                .toList();
    }
}
