package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.ProgrammeView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The newest published version of a programme, with its texts.
///
/// @param open true while it is published and not closed, @param used of the budget by all organisations
record ProgrammeVersion(
        Programme rules,
        boolean open,
        String title,
        String titleZh,
        String city,
        String documentTitle,
        LocalDate documentDate,
        List<String> requirements,
        Money used,
        Terms terms) {

    /// What of a version stands in texts and on screens.
    record Terms(
            int version,
            String level,
            @Nullable String documentNumber,
            @Nullable String documentLink,
            String note) {}

    ProgrammeVersion {
        requirements = List.copyOf(requirements);
    }

    /// Whether it takes applications.
    boolean open(Instant now) {
        return open && rules.runs(now);
    }

    ProgrammeView view() {
        return new ProgrammeView(
                rules.id(),
                rules.code(),
                title,
                titleZh,
                city,
                documentTitle,
                documentDate.toString(),
                rules.from(),
                rules.until(),
                rules.maxRatio(),
                rules.domesticBonus(),
                rules.kinds().stream().sorted().toList(),
                rules.purposes().stream().sorted().toList(),
                rules.budget(),
                used,
                rules.organisationCeiling(),
                requirements,
                terms.version(),
                terms.level(),
                terms.documentNumber(),
                terms.documentLink(),
                rules.minSpend(),
                rules.mode().name(),
                rules.priority(),
                rules.group(),
                rules.lateDays(),
                terms.note());
    }
}
