package dev.aquifer.billing.api.quarantine;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A fact that could not be taken in.
///
/// @param code, @param field, @param reason of the last attempt; field is the event's member by its path, e.g.
/// `data.tokens.input`, null where no single one is to blame
/// @param body as it came; in lists cut to 4,000 characters
/// @param organisation that the event names, if it names one: need not exist
/// @param retries how often it was retried and refused again
/// @param settledBy who took it in or wrote it off, @param settledAt when, @param remark why it was written off, or
/// how it was taken in; null while it is open
public record QuarantinedFact(
        UUID id,
        String topic,
        int partition,
        long offset,
        Instant at,
        QuarantineReason code,
        @Nullable String field,
        String reason,
        String body,
        @Nullable UUID organisation,
        QuarantineState state,
        int retries,
        @Nullable String settledBy,
        @Nullable Instant settledAt,
        @Nullable String remark) {}
