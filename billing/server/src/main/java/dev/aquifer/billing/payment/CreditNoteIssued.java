package dev.aquifer.billing.payment;

import dev.aquifer.billing.api.Money;
import java.time.YearMonth;
import java.util.UUID;

/// A credit note was given, in the transaction that is told of it; the organisation is locked.
///
/// @param bill on which its charge stands, which is not the one the note stands on if that bill is closed
/// @param amount above zero, @param author subject of the person's token
public record CreditNoteIssued(
        UUID organisation, UUID id, YearMonth bill, Money amount, String reason, String author, String authorName) {}
