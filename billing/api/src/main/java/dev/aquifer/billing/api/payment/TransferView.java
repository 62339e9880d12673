package dev.aquifer.billing.api.payment;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A bank transfer that a tenant means to make.
///
/// @param reference to be written into the transfer's remark: the payment is matched by it
/// @param month the bill that is to be paid; null for a top-up, @param paid what has come in for it
public record TransferView(
        UUID id,
        String reference,
        Money amount,
        @Nullable YearMonth month,
        Money paid,
        String askedBy,
        Instant askedAt) {}
