package dev.aquifer.billing.api.subsidy;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A city's rules as data: ratio, base and ceilings are its fields, not constants.
///
/// @param kinds of charges that it pays for (`lease`, `tokens`), @param purposes (`inference`, `training`); empty:
/// all
/// @param budget CNY; null: none stated, @param used of it so far
/// @param organisationCeiling CNY per organisation and calendar year of service; null: none stated
/// @param minSpend CNY a year below which it pays nothing; null: none, @param mode `DEDUCT` or `REIMBURSE`
/// @param group programmes of one group exclude each other; null: none, @param lateDays null: no bound
/// @param requirements codes of the evidence that is asked for, e.g. `BUSINESS_LICENCE`
public record ProgrammeView(
        UUID id,
        String code,
        String title,
        String titleZh,
        String city,
        String documentTitle,
        String documentDate,
        Instant from,
        Instant until,
        BigDecimal maxRatio,
        BigDecimal domesticBonus,
        List<String> kinds,
        List<String> purposes,
        @Nullable Money budget,
        Money used,
        @Nullable Money organisationCeiling,
        List<String> requirements,
        int version,
        String level,
        @Nullable String documentNumber,
        @Nullable String documentLink,
        @Nullable Money minSpend,
        String mode,
        int priority,
        @Nullable String group,
        @Nullable Integer lateDays,
        String note) {
    public ProgrammeView {
        kinds = List.copyOf(kinds);
        purposes = List.copyOf(purposes);
        requirements = List.copyOf(requirements);
    }
}
