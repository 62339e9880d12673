package dev.aquifer.billing.api.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A dated list of prices; never changed once it is in force.
///
/// @param version e.g. `2026-01`, @param until exclusive; null while no successor is published
/// @param vatRate e.g. 0.06
public record PriceBookView(
        String version,
        Instant from,
        @Nullable Instant until,
        String currency,
        BigDecimal vatRate,
        List<ChipPrice> chips,
        List<TokenPrice> tokens) {
    public PriceBookView {
        chips = List.copyOf(chips);
        tokens = List.copyOf(tokens);
    }
}
