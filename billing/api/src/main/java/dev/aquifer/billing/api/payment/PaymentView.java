package dev.aquifer.billing.api.payment;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Money that moved. It is never changed.
///
/// @param month the bill that it touches; null for top-ups and refunds
/// @param bankReference the bank's own number of the payment
public record PaymentView(
        UUID id,
        PaymentKind kind,
        Money amount,
        @Nullable YearMonth month,
        @Nullable UUID transfer,
        @Nullable String bankReference,
        @Nullable String reason,
        Instant at) {}
