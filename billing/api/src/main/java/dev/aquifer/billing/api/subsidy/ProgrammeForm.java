package dev.aquifer.billing.api.subsidy;

import dev.aquifer.billing.api.Money;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A programme as it is drafted. A draft may lack anything but its code; publishing names what is missing.
///
/// @param code letters, digits and hyphens, once for ever, e.g. `SH-2025`
/// @param from, @param until days of service in Asia/Shanghai, the second exclusive
/// @param maxRatio the most that it pays of the net, @param domesticBonus what it adds for chips of Chinese make
/// @param kinds of charges (`lease`, `tokens`, `storage`)
/// @param purposes (`training`, `inference`); no purposes: all
/// @param minSpend CNY a year below which it pays nothing; null: none
/// @param mode `DEDUCT` from the bill, or `REIMBURSE` afterwards
/// @param priority the smaller number is served first, @param group programmes of one group exclude each other; null:
/// none
/// @param lateDays after which a late event earns nothing; null: never
/// @param organisationCeiling CNY per organisation and calendar year; null: none, @param budget CNY; null: none
/// @param platformBears true if the platform bears what a settlement falls short of the claim, not the organisation
/// @param requirements codes of the evidence asked for, @param note what the document does not state
public record ProgrammeForm(
        @NotNull @Size(max = 40) @Pattern(regexp = "[A-Z0-9]+(-[A-Z0-9]+)*", message = "must be capital letters and digits, joined by hyphens")
        @Schema(examples = "SH-2025")
        String code,

        @NotNull @Size(max = 200) String title,
        @NotNull @Size(max = 200) String titleZh,
        @NotNull @Size(max = 100) String city,

        @NotNull @Pattern(regexp = "CITY|DISTRICT|NATIONAL", message = "must be CITY, DISTRICT or NATIONAL") String level,

        @NotNull @Size(max = 300) String documentTitle,
        @Nullable @Size(max = 100) String documentNumber,
        @Nullable LocalDate documentDate,

        @Nullable @Size(max = 500) @Pattern(regexp = "https?://\\S+", message = "must be a web address") String documentLink,

        @Nullable LocalDate from,
        @Nullable LocalDate until,

        @Nullable @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") BigDecimal maxRatio,

        @Nullable @DecimalMin("0") @DecimalMax("1") BigDecimal domesticBonus,
        @NotNull List<@Pattern(regexp = "lease|tokens|storage") String> kinds,
        @NotNull List<@Pattern(regexp = "training|inference") String> purposes,
        @Nullable Money minSpend,

        @NotNull @Pattern(regexp = "DEDUCT|REIMBURSE", message = "must be DEDUCT or REIMBURSE") String mode,

        @PositiveOrZero int priority,

        @Nullable @Size(max = 40) @Pattern(regexp = "[A-Za-z0-9-]+") String group,

        @Nullable @PositiveOrZero Integer lateDays,
        @Nullable Money organisationCeiling,
        @Nullable Money budget,
        boolean platformBears,
        @NotNull List<@Pattern(regexp = "[A-Z][A-Z_]*") @Size(max = 60) String> requirements,
        @NotNull @Size(max = 4000) String note) {}
