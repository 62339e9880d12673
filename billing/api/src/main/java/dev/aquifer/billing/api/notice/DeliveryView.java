package dev.aquifer.billing.api.notice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One notice on its way to one receiver.
///
/// @param channel `MAIL` or `WEBHOOK`, @param receiver address or URL
/// @param outcome of the last attempt in plain words, @param nextAt of the next one
public record DeliveryView(
        UUID id,
        UUID notice,
        NoticeKind kind,
        String channel,
        String receiver,
        DeliveryState state,
        int attempts,
        @Nullable String outcome,
        Instant createdAt,
        @Nullable Instant nextAt,
        @Nullable Instant deliveredAt) {}
