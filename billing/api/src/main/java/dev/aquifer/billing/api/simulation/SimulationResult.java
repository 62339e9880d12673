package dev.aquifer.billing.api.simulation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aquifer.billing.api.Money;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Every figure of a scenario. Ids are those of the scenario; maps are by charge, then programme.
///
/// @param steps one for each step, in their order
/// @param accruals what each charge has accrued in the end, where it is above zero
/// @param bills by month, then organisation, of every month of an organisation with any posting
/// @param programmeUsed of each budget; money that was paid and taken back stays used
public record SimulationResult(
        String id,
        List<Step> steps,
        Map<String, Map<String, Money>> accruals,
        List<Bill> bills,
        Map<String, Money> programmeUsed) {

    public SimulationResult {
        steps = List.copyOf(steps);
        bills = List.copyOf(bills);
    }

    /// @param accrualChanges signed, where something changed
    /// @param net of a charge
    /// @param reasons where a programme with a grant gave less than net × ratio
    /// @param total of a claim, @param organisations of a settlement
    /// @param reversed what a clawback took of what was not paid, @param receivable of what was paid
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SimulationStep")
    public record Step(
            Map<String, Map<String, Money>> accrualChanges,
            @Nullable Money net,
            Map<String, Map<String, String>> reasons,
            @Nullable Money total,
            @Nullable Map<String, Settled> organisations,
            @Nullable Money reversed,
            @Nullable Money receivable) {}

    /// claimed = paid + shortfall.
    @Schema(name = "SimulationSettled")
    public record Settled(Money claimed, Money paid, Money shortfall) {}

    /// payable = net + tax − subsidy + adjustments.
    @Schema(name = "SimulationBill")
    public record Bill(
            String organisation,
            YearMonth month,
            Money net,
            Money tax,
            Money subsidy,
            Money adjustments,
            Money payable) {}
}
