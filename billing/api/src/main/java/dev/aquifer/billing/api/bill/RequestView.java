package dev.aquifer.billing.api.bill;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One request as it was metered. No prompt, no answer.
public record RequestView(
        UUID fact,
        String request,
        Instant startedAt,
        UUID key,
        boolean playground,
        String deploymentName,
        String chipType,
        boolean simulated,
        String operation,
        String outcome,
        long inputTokens,
        long outputTokens,
        long durationMillis,
        @Nullable Long firstTokenMillis) {}
