package dev.aquifer.billing.subsidy;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The share that the organisation's grants together pay of a charge that begins now.
///
/// @param ratio 0 if none does, @param programme code of the programme behind it; of several as in `A + B`
public record RatioNow(BigDecimal ratio, @Nullable String programme) {

    public static final RatioNow NONE = new RatioNow(BigDecimal.ZERO, null);
}
