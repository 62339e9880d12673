package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.EvidenceView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An application as it is kept. Under the tenant's binding these are the organisation's; under the assessor's those
/// that
/// were submitted.
record Application(
        UUID id,
        UUID organisation,
        UUID programme,
        ApplicationState state,
        String company,
        String purpose,
        String contact,
        Instant createdAt,
        @Nullable Instant submittedAt,
        @Nullable Instant decidedAt,
        @Nullable String decisionReasons) {

    ApplicationView view(String organisationName, ProgrammeVersion of, List<EvidenceView> evidence) {
        return new ApplicationView(
                id,
                organisation,
                organisationName,
                programme,
                of.title(),
                of.titleZh(),
                state,
                company,
                purpose,
                contact,
                evidence,
                missing(of, evidence),
                createdAt,
                submittedAt,
                decidedAt,
                decisionReasons);
    }

    static List<String> missing(ProgrammeVersion of, List<EvidenceView> evidence) {
        return of.requirements().stream()
                .filter(requirement ->
                        evidence.stream().noneMatch(file -> file.requirement().equals(requirement)))
                .toList();
    }
}
