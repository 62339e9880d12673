package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.SkuKind;
import java.math.BigDecimal;

/// In what a SKU is metered, priced and counted.
///
/// @param name of what the price is for
/// @param per how many metered units (chip-seconds, tokens, byte-seconds) the price is for
/// @param count how many of them the bounds of tiers, packages and reservations are given in
public record Unit(String name, BigDecimal per, BigDecimal count) {

    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);

    public static final Unit CHIP_HOUR = new Unit("chip-hour", HOUR, HOUR);
    public static final Unit MILLION_TOKENS = new Unit("million-tokens", BigDecimal.valueOf(1_000_000), BigDecimal.ONE);
    /// Metered by the byte-second, which is exact; counted and shown by the GiB-hour.
    public static final Unit GIB_DAY =
            new Unit("gib-day", BigDecimal.valueOf((1L << 30) * 86_400), BigDecimal.valueOf((1L << 30) * 3600));
    public static final Unit ONCE = new Unit("month", BigDecimal.ONE, BigDecimal.ONE);

    public static Unit of(SkuKind kind) {
        return switch (kind) {
            case LEASE, TRAINING -> CHIP_HOUR;
            case TOKENS -> MILLION_TOKENS;
            case STORAGE -> GIB_DAY;
            case FEE -> ONCE;
        };
    }
}
