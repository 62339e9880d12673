package dev.aquifer.billing.api.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// CNY per chip-hour without VAT, unrounded prices (never posted).
///
/// @param list price by the price book; null if the chip type has none
/// @param ratio the subsidy's share that applies now; 0 if none does
/// @param possibleRatio the most that a programme open for applications would pay, for an organisation without a
///     grant
/// @param subsidy list × ratio, @param payable list − subsidy
/// @param programme code of the programme behind the ratio
public record ChipEstimate(
        String chipType,
        @Nullable BigDecimal list,
        BigDecimal ratio,
        BigDecimal possibleRatio,
        @Nullable BigDecimal subsidy,
        @Nullable BigDecimal payable,
        @Nullable String programme) {}
