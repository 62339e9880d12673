package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.money.Rounding;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// R9: what all programmes together may pay of a charge's net; a setting of the platform with dates.
///
/// @param from the cap by the start of service from which it holds
public record CombinedCap(Map<Instant, BigDecimal> from) {
    public CombinedCap {
        from = Map.copyOf(from);
    }

    public static CombinedCap of(BigDecimal cap) {
        return new CombinedCap(Map.of(Instant.EPOCH, cap));
    }

    /// `cap × net`, towards zero; nothing of a negative net.
    Money most(ChargeNow charge) {
        if (charge.net().isNegative()) {
            return Money.ZERO;
        }
        return Rounding.subsidy(charge.net(), at(charge.from()));
    }

    /// What is in force for service at an instant; 1 before the first one.
    BigDecimal at(Instant service) {
        var inForce = new TreeMap<>(from).floorEntry(service);
        return inForce == null ? BigDecimal.ONE : inForce.getValue();
    }
}
