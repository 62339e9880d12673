package dev.aquifer.billing.api.bill;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one programme gives to one charge on one bill.
///
/// @param programme its code, @param amount positive: earned; negative: given back
/// @param deducted true: it lowers the bill; false: the programme pays the organisation itself, and the amount is
/// information
/// @param reason why it is less than the ratio; null if it is not
/// @param serviceMonth of the charge; another one than the bill's where it was posted later
/// @param state of the charge's subsidy as it is now: `PROVISIONAL`, `CLAIMED` or `PAID`
public record SubsidyLine(
        UUID charge,
        String programme,
        String programmeTitle,
        String programmeTitleZh,
        UUID grant,
        Money amount,
        boolean deducted,
        @Nullable String reason,
        YearMonth serviceMonth,
        String state,
        Instant postedAt) {}
