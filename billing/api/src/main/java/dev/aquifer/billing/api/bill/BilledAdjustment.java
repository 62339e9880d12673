package dev.aquifer.billing.api.bill;

import dev.aquifer.billing.api.Money;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A subsidy that a bill charges back: its programme did not pay it, or takes it back. No VAT.
///
/// @param kind `SHORTFALL` or `CLAWBACK`, @param programme its code
/// @param claim that was not paid in full; null for a clawback
/// @param amount above zero, @param serviceMonth of the charge
public record BilledAdjustment(
        String kind,
        UUID charge,
        String programme,
        UUID grant,
        @Nullable UUID claim,
        Money amount,
        YearMonth serviceMonth) {}
