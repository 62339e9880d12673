package dev.aquifer.billing.api.bill;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One charge: a lease, or a deployment's token bucket, on one service day in Asia/Shanghai.
///
/// @param item the chip type's name, or the model's slug
/// @param bucket of tokens; null for leases
/// @param quantity chip-seconds or tokens, exact
/// @param unit `chip-second`, `token`, `gib-hour` or `month`
/// @param unitPrice CNY per `priceUnit`; with tiers that of the first unit
/// @param priceUnit `chip-hour`, `million-tokens`, `gib-day` or `month`
/// @param priceBook version of the price book
/// @param from, @param until service interval, half open
/// @param list quantity × price, rounded once, @param discount taken off it
/// @param net list − discount: what is charged without VAT, @param vat this line's share of the bill's VAT
/// @param subsidy accrued on it, a positive amount; @param payable net + vat − subsidy
/// @param reasons why the subsidy is less than the grant's ratio: NOT_ELIGIBLE, CEILING, BUDGET, LIMIT; NO_GRANT
///     where the organisation has none
public record ChargeView(
        UUID id,
        ChargeKind kind,
        LocalDate day,
        @Nullable UUID deployment,
        String deploymentName,
        String item,
        @Nullable String bucket,
        boolean simulated,
        BigDecimal quantity,
        String unit,
        BigDecimal unitPrice,
        String priceUnit,
        String priceBook,
        Instant from,
        Instant until,
        Money list,
        Money discount,
        Money net,
        Money subsidy,
        Money vat,
        Money payable,
        List<String> reasons) {
    public ChargeView {
        reasons = List.copyOf(reasons);
    }
}
