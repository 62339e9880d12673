package dev.aquifer.billing.api.bill;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aquifer.billing.api.Money;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one programme gives to one charge, as it stands on a bill. How far it is claimed and paid changes later: it
/// is added when a bill is read and is no part of a closed bill's document.
///
/// @param programme its code, @param amount positive: earned; negative: given back
/// @param deducted true: it lowers the bill; false: the programme pays the organisation itself
/// @param reason why it is less than the ratio; null if it is not
/// @param serviceMonth of the charge; an earlier one than the bill's where it was posted later
/// @param state of the charge's subsidy as it is now: `PROVISIONAL`, `CLAIMED` or `PAID`; null in a document
public record BilledSubsidy(
        UUID charge,
        String programme,
        String programmeTitle,
        String programmeTitleZh,
        UUID grant,
        Money amount,
        boolean deducted,
        @Nullable String reason,
        YearMonth serviceMonth,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String state) {

    /// The same in another state.
    public BilledSubsidy in(@Nullable String other) {
        return new BilledSubsidy(
                charge,
                programme,
                programmeTitle,
                programmeTitleZh,
                grant,
                amount,
                deducted,
                reason,
                serviceMonth,
                other);
    }
}
