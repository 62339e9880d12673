package dev.aquifer.billing.api.bill;

import dev.aquifer.billing.api.Money;
import java.util.List;

/// Charges of one kind, by deployment, then day.
public record BillGroup(ChargeKind kind, Money net, Money subsidy, Money vat, Money payable, List<ChargeView> charges) {
    public BillGroup {
        charges = List.copyOf(charges);
    }
}
