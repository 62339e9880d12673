package dev.aquifer.billing.api.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a million output tokens of a model cost on each chip, at the speed that was measured there.
///
/// @param days that were looked back
public record ChipComparison(String model, int days, Instant at, List<OnChip> chips) {
    /// Cheapest first; chips without a measurement last.
    ///
    /// @param simulated true if the chips were simulated: then the speed is that of this machine's processor
    /// @param chips that a replica held, @param perChipHour CNY without VAT, by the organisation's price
    /// @param outputTokensPerSecond of one replica while it was busy; null: no measurement yet
    /// @param requests that were measured
    /// @param list CNY per million output tokens, @param subsidy of it, @param payable list − subsidy
    /// @param ratio the subsidy's share that applies to the organisation now
    public record OnChip(
            String chipType,
            boolean simulated,
            int chips,
            @Nullable BigDecimal perChipHour,
            @Nullable BigDecimal outputTokensPerSecond,
            long requests,
            @Nullable BigDecimal list,
            @Nullable BigDecimal subsidy,
            @Nullable BigDecimal payable,
            BigDecimal ratio,
            @Nullable String programme) {}

    public ChipComparison {
        chips = List.copyOf(chips);
    }
}
