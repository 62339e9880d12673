package dev.aquifer.billing.api.subsidy;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One version of a programme for those who draft and publish.
///
/// @param missing names of fields that must be filled before it can be published
/// @param used of the budget so far, by all organisations under all versions
/// @param grade of the template that it began from; null if from none
/// @param publishedBy name of the assessor; null for a draft and for what shipped with the platform
public record ProgrammeVersionView(
        UUID programme,
        int version,
        ProgrammeState state,
        ProgrammeForm form,
        List<String> missing,
        Money used,
        int grants,
        @Nullable String template,
        @Nullable Grade grade,
        @Nullable Instant draftedAt,
        @Nullable String draftedBy,
        @Nullable Instant publishedAt,
        @Nullable String publishedBy) {
    public ProgrammeVersionView {
        missing = List.copyOf(missing);
    }
}
