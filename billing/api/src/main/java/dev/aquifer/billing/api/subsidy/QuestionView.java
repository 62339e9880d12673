package dev.aquifer.billing.api.subsidy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A question of the assessor and what was answered; null until then.
public record QuestionView(
        UUID id,
        String text,
        Instant askedAt,
        String askedBy,
        @Nullable String answer,
        @Nullable Instant answeredAt,
        @Nullable String answeredBy) {}
