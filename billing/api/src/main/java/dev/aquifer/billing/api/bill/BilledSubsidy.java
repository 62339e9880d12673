package dev.aquifer.billing.api.bill;

import dev.aquifer.billing.api.Money;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one programme gives to one charge, as it stands on a bill. How far it is claimed and paid changes later and
/// is said by the charge's [AccrualView], not by the bill.
///
/// @param programme its code, @param amount positive: earned; negative: given back
/// @param deducted true: it lowers the bill; false: the programme pays the organisation itself
/// @param reason why it is less than the ratio; null if it is not
/// @param serviceMonth of the charge; an earlier one than the bill's where it was posted later
public record BilledSubsidy(
        UUID charge,
        String programme,
        String programmeTitle,
        String programmeTitleZh,
        UUID grant,
        Money amount,
        boolean deducted,
        @Nullable String reason,
        YearMonth serviceMonth) {}
