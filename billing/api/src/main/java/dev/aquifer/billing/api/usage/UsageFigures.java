package dev.aquifer.billing.api.usage;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;

/// @param tokens exact, @param chipSeconds exact; of leases
/// @param requests that used tokens; in a split by bucket, those that used this bucket
/// @param net what is charged without VAT, after credit notes, @param subsidy accrued on it
/// @param payable net − subsidy, before VAT
public record UsageFigures(
        BigDecimal tokens, BigDecimal chipSeconds, long requests, Money net, Money subsidy, Money payable) {

    public static final UsageFigures NONE =
            new UsageFigures(BigDecimal.ZERO, BigDecimal.ZERO, 0, Money.ZERO, Money.ZERO, Money.ZERO);
}
