package dev.aquifer.billing.api.subsidy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param organisationName for the assessor
/// @param missing codes of requirements without evidence
/// @param decisionReasons the assessor's words; null before the decision
public record ApplicationView(
        UUID id,
        UUID organisation,
        String organisationName,
        UUID programme,
        String programmeTitle,
        String programmeTitleZh,
        ApplicationState state,
        String company,
        String purpose,
        String contact,
        List<EvidenceView> evidence,
        List<String> missing,
        Instant createdAt,
        @Nullable Instant submittedAt,
        @Nullable Instant decidedAt,
        @Nullable String decisionReasons) {
    public ApplicationView {
        evidence = List.copyOf(evidence);
        missing = List.copyOf(missing);
    }
}
