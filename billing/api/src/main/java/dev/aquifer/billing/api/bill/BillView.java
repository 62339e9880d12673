package dev.aquifer.billing.api.bill;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;

/// An organisation's month. net + vat − subsidy + adjustments = payable, always.
///
/// @param state `OPEN` while the month runs
/// @param countedThrough facts that arrived up to here are in it
/// @param subsidyProvisional true while any accrual on it is not yet paid by its programme
public record BillView(
        UUID organisation,
        YearMonth month,
        String state,
        Instant countedThrough,
        String currency,
        BigDecimal vatRate,
        Money net,
        Money vat,
        Money subsidy,
        Money adjustments,
        Money payable,
        boolean subsidyProvisional,
        List<BillGroup> groups) {
    public BillView {
        groups = List.copyOf(groups);
    }
}
