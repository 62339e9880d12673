package dev.aquifer.billing.api.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one SKU costs the organisation now.
///
/// @param entry the price that counts, of the contract or of the public book
/// @param list per unit by the public book, for comparison; null where it has none or has tiers
/// @param unitPrice per unit that the next unit costs, discount taken off: with tiers it moves as the month's use
/// grows
/// @param unit `chip-hour`, `million-tokens`, `gib-day` or `month`
/// @param book version that the price is from, @param contract true if it is the organisation's own
public record OwnPrice(
        PriceEntry entry,
        @Nullable UUID pool,
        @Nullable BigDecimal list,
        @Nullable BigDecimal unitPrice,
        String unit,
        String book,
        boolean contract,
        Instant from,
        @Nullable Instant until) {}
