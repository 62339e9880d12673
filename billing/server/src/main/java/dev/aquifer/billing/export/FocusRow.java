package dev.aquifer.billing.export;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeView;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One row of the FOCUS export before it is written: what differs between the kinds of rows.
///
/// @param category `Usage`, `Credit`, `Tax`, @param chargeClass `Correction` or empty
/// @param billed what the bill has; ContractedCost and EffectiveCost are the same, since nothing is paid ahead
/// @param list the same without discounts
/// @param from, @param until the time of service, @param charge what was used; null for other rows
/// @param more custom columns by name
record FocusRow(
        String category,
        String chargeClass,
        String description,
        Money billed,
        Money list,
        Instant from,
        Instant until,
        @Nullable ChargeView charge,
        Map<String, String> more) {

    FocusRow {
        more = Map.copyOf(more);
    }
}
