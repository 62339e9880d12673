package dev.aquifer.billing.api.subsidy;

import dev.aquifer.billing.api.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a programme's budget is used, and when it will be gone.
///
/// @param months what accrued in each month of posting, oldest first, with the sum used at its end
/// @param perDay what accrued a day in the last 30 days, @param goneOn when the budget ends at that pace; null: not
/// before the programme does
/// @param usedAtEnd what will be used when the programme ends, at that pace
public record BudgetView(
        UUID programme,
        String code,
        String title,
        String titleZh,
        ProgrammeState state,
        @Nullable Money budget,
        Money used,
        Money claimed,
        Money paid,
        List<Month> months,
        Money perDay,
        @Nullable LocalDate goneOn,
        Money usedAtEnd,
        LocalDate until,
        LocalDate asOf) {
    public BudgetView {
        months = List.copyOf(months);
    }

    public record Month(String month, Money accrued, Money used) {}
}
