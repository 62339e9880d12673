package dev.aquifer.billing.api.subsidy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A line of the assessor's queue, and of the operator's list.
public record ApplicationRow(
        UUID id,
        UUID organisation,
        String organisationName,
        UUID programme,
        String programmeCode,
        String programmeTitle,
        String programmeTitleZh,
        ApplicationState state,
        String company,
        int files,
        int openQuestions,
        boolean awaitsSecond,
        @Nullable String reviewer,
        @Nullable Instant submittedAt,
        @Nullable Instant decidedAt) {}
