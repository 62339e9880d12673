package dev.aquifer.billing.api.payment;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param answer what the operator wrote; null while it is asked
public record RefundView(
        UUID organisation,
        UUID id,
        State state,
        Money amount,
        String account,
        String reason,
        String askedBy,
        Instant askedAt,
        @Nullable String answer,
        @Nullable Instant answeredAt) {

    public enum State {
        ASKED,
        PAID,
        REFUSED
    }
}
