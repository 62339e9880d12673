package dev.aquifer.billing.api.bill;

import dev.aquifer.billing.api.Money;
import java.time.YearMonth;
import java.util.UUID;

/// A credit note as it stands on a bill: the net of a charge of this or an earlier bill is lower.
///
/// @param net below zero, @param vat its share of the bill's VAT, zero or below
/// @param serviceMonth of the charge
public record BilledCredit(UUID id, UUID charge, Money net, Money vat, String reason, YearMonth serviceMonth) {}
