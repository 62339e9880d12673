package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.ProgrammeForm;
import dev.aquifer.billing.problem.Problems.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a version of a programme must have to be published, and what a later one may change. Grants were promised
/// under the earlier version, and a charge that grows is counted again under the newest: so a new version may widen
/// every bound and narrow none. What takes away is another programme.
final class Widening {
    private Widening() {}

    /// Names of fields that must be filled before publishing.
    static List<String> missing(ProgrammeForm form) {
        var missing = new ArrayList<String>();
        blank(missing, "title", form.title());
        blank(missing, "titleZh", form.titleZh());
        blank(missing, "city", form.city());
        blank(missing, "documentTitle", form.documentTitle());
        absent(missing, "documentDate", form.documentDate());
        absent(missing, "from", form.from());
        absent(missing, "until", form.until());
        absent(missing, "maxRatio", form.maxRatio());
        if (form.kinds().isEmpty()) {
            missing.add("kinds");
        }
        return missing;
    }

    /// What of it cannot be true, filled or not.
    static List<Violation> wrong(ProgrammeForm form) {
        var wrong = new ArrayList<Violation>();
        if (form.from() != null && form.until() != null && !form.from().isBefore(form.until())) {
            wrong.add(new Violation("until", "must be a day after from, " + form.from()));
        }
        negative(wrong, "budget", form.budget());
        negative(wrong, "organisationCeiling", form.organisationCeiling());
        negative(wrong, "minSpend", form.minSpend());
        scale(wrong, "maxRatio", form.maxRatio());
        scale(wrong, "domesticBonus", form.domesticBonus());
        return wrong;
    }

    /// Fields in which the next version would take away what the one before promised.
    static List<Violation> narrows(ProgrammeForm before, ProgrammeForm next) {
        var narrows = new ArrayList<Violation>();
        if (Objects.requireNonNull(next.from()).isAfter(Objects.requireNonNull(before.from()))) {
            narrows.add(new Violation("from", "must be at the latest " + before.from() + ", as in the version before"));
        }
        if (Objects.requireNonNull(next.until()).isBefore(Objects.requireNonNull(before.until()))) {
            narrows.add(
                    new Violation("until", "must be at the earliest " + before.until() + ", as in the version before"));
        }
        less(narrows, "maxRatio", before.maxRatio(), next.maxRatio());
        less(narrows, "domesticBonus", before.domesticBonus(), next.domesticBonus());
        bound(narrows, "budget", before.budget(), next.budget());
        bound(narrows, "organisationCeiling", before.organisationCeiling(), next.organisationCeiling());
        if (yuan(next.minSpend()).compareTo(yuan(before.minSpend())) > 0) {
            narrows.add(new Violation("minSpend", "must be at most " + before.minSpend()));
        }
        covers(narrows, "kinds", before.kinds(), next.kinds());
        covers(narrows, "purposes", before.purposes(), next.purposes());
        same(narrows, "mode", before.mode(), next.mode());
        same(narrows, "group", before.group(), next.group());
        same(narrows, "platformBears", before.platformBears(), next.platformBears());
        if (next.lateDays() != null && (before.lateDays() == null || next.lateDays() < before.lateDays())) {
            narrows.add(new Violation("lateDays", "must not become fewer"));
        }
        return narrows;
    }

    private static void blank(List<String> missing, String field, String value) {
        if (value.isBlank()) {
            missing.add(field);
        }
    }

    private static void absent(List<String> missing, String field, @Nullable Object value) {
        if (value == null) {
            missing.add(field);
        }
    }

    private static void negative(List<Violation> wrong, String field, @Nullable Money value) {
        if (value != null && value.isNegative()) {
            wrong.add(new Violation(field, "must be 0.00 or more"));
        }
    }

    private static void scale(List<Violation> wrong, String field, @Nullable BigDecimal ratio) {
        if (ratio != null && ratio.stripTrailingZeros().scale() > 8) {
            wrong.add(new Violation(field, "must have at most 8 decimals"));
        }
    }

    private static void less(
            List<Violation> narrows, String field, @Nullable BigDecimal before, @Nullable BigDecimal next) {
        var floor = before == null ? BigDecimal.ZERO : before;
        if ((next == null ? BigDecimal.ZERO : next).compareTo(floor) < 0) {
            narrows.add(new Violation(field, "must be at least " + floor.toPlainString() + ": grants rest on it"));
        }
    }

    private static void bound(List<Violation> narrows, String field, @Nullable Money before, @Nullable Money next) {
        if (next != null && (before == null || next.compareTo(before) < 0)) {
            narrows.add(new Violation(field, before == null ? "must stay empty" : "must be at least " + before));
        }
    }

    /// An empty list covers everything.
    private static void covers(
            List<Violation> narrows, String field, Collection<String> before, Collection<String> next) {
        if (!next.isEmpty() && (before.isEmpty() || !next.containsAll(before))) {
            narrows.add(new Violation(
                    field, before.isEmpty() ? "must stay empty: all" : "must keep " + String.join(", ", before)));
        }
    }

    private static void same(List<Violation> narrows, String field, @Nullable Object before, @Nullable Object next) {
        if (!Objects.equals(before, next)) {
            narrows.add(new Violation(field, "cannot change in a new version"));
        }
    }

    private static BigDecimal yuan(@Nullable Money money) {
        return money == null ? BigDecimal.ZERO : money.yuan();
    }
}
