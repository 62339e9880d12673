package dev.aquifer.billing.bill;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.AdjustmentLine;
import dev.aquifer.billing.api.bill.SubsidyLine;
import dev.aquifer.billing.charge.Charge;
import dev.aquifer.billing.subsidy.Accrued;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// All that stands on one bill.
///
/// @param accrued of the charges, for the reasons why a subsidy is less than the ratio
/// @param credits credit notes on this bill, in order of posting
/// @param subsidies lines on this bill, of charges on earlier ones too, @param adjustments subsidies charged back
record BillParts(
        List<Charge> charges,
        Map<UUID, Accrued> accrued,
        List<Credit> credits,
        List<SubsidyLine> subsidies,
        List<AdjustmentLine> adjustments) {

    BillParts {
        charges = List.copyOf(charges);
        accrued = Map.copyOf(accrued);
        credits = List.copyOf(credits);
        subsidies = List.copyOf(subsidies);
        adjustments = List.copyOf(adjustments);
    }

    /// @param amount above zero: by so much the net is lower, @param serviceMonth of the charge
    record Credit(UUID id, UUID charge, Money amount, String reason, YearMonth serviceMonth) {

        /// Both in one line.
        Credit plus(Credit other) {
            return new Credit(id, charge, amount.plus(other.amount), reason, serviceMonth);
        }
    }
}
