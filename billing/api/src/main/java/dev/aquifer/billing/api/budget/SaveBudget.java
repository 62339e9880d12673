package dev.aquifer.billing.api.budget;

import dev.aquifer.billing.api.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// @param subject the label, or the id of the key or deployment; left out for the organisation
/// @param amount CNY a month, after subsidy and before VAT
/// @param thresholds in percent of it, each told once a month
/// @param pause refuse calls once it is used up: only for the organisation or a key
public record SaveBudget(
        @NotNull BudgetScope scope,
        @Nullable @Size(max = 60) String subject,
        @NotNull Money amount,
        @NotNull @Size(min = 1, max = 6) List<@NotNull @Min(1) @Max(200) Integer> thresholds,
        @Schema(defaultValue = "false") boolean pause) {
    public SaveBudget {
        if (thresholds != null) {
            thresholds = List.copyOf(thresholds);
        }
    }
}
