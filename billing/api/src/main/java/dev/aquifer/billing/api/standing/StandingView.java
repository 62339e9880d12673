package dev.aquifer.billing.api.standing;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.util.UUID;

/// @param used payable so far that is not paid, with VAT; @param available creditLimit − used, not below zero
public record StandingView(
        UUID organisation, StandingState state, Money creditLimit, Money used, Money available, Instant at) {}
