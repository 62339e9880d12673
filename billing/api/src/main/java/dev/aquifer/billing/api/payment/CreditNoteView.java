package dev.aquifer.billing.api.payment;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;

/// @param amount by so much the net of the charge is lower, @param month the bill on which the note stands
public record CreditNoteView(
        UUID id, UUID charge, YearMonth month, Money amount, String reason, String author, Instant at) {}
