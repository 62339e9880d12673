package dev.aquifer.billing.api.standing;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.util.UUID;

/// available = prepaid + creditLimit − used − reserved.
///
/// @param used payable so far that is not paid, with VAT: unbilled + receivable
/// @param available not below zero, @param prepaid paid in advance and not used
/// @param unbilled of the open months, with VAT, @param receivable open on closed bills
/// @param reserved the next hour of the running leases, with VAT
public record StandingView(
        UUID organisation,
        StandingState state,
        Money creditLimit,
        Money used,
        Money available,
        Instant at,
        Money prepaid,
        Money unbilled,
        Money receivable,
        Money reserved) {}
