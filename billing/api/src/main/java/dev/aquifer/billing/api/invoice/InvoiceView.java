package dev.aquifer.billing.api.invoice;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An invoice that was asked for. net + tax = gross; all three are below zero on a red-letter one.
///
/// @param bill number of the closed bill, @param redOf the invoice that it reverses; null for a usual one
/// @param creditNote for which it reverses; null for a usual one, and for a reversal of all that was left
/// @param buyer as it was when the invoice was asked for, @param category of the goods, as the tax system knows it
/// @param number, @param issuedOn by the tax system; null before it is issued
public record InvoiceView(
        UUID organisation,
        UUID id,
        YearMonth month,
        String bill,
        @Nullable UUID redOf,
        @Nullable UUID creditNote,
        Buyer buyer,
        String category,
        Money net,
        BigDecimal rate,
        Money tax,
        Money gross,
        InvoiceState state,
        @Nullable String number,
        @Nullable LocalDate issuedOn,
        @Nullable String reason,
        Instant askedAt) {}
