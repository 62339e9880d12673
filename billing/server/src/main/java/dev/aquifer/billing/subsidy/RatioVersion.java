package dev.aquifer.billing.subsidy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/// The ratio of a grant from an instant on, until the next version.
public record RatioVersion(UUID id, Instant from, BigDecimal ratio) {
    public RatioVersion {
        if (ratio.signum() < 0 || ratio.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("a ratio lies between 0 and 1, not at " + ratio.toPlainString());
        }
    }
}
