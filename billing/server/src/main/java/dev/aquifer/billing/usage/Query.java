package dev.aquifer.billing.usage;

import dev.aquifer.billing.api.usage.Dimension;
import dev.aquifer.billing.problem.Problems;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What somebody wants to see: a period, cut by at most two dimensions, narrowed down by others.
///
/// @param only the value that a dimension must have; [#NONE] for those without one
record Query(Period period, List<Dimension> by, Map<Dimension, String> only) {

    static final String NONE = "-";

    private static final int MOST_DIMENSIONS = 2;
    private static final int MOST_DAYS = 366;

    Query {
        by = List.copyOf(by);
        only = Map.copyOf(only);
    }

    boolean keeps(Slice slice) {
        return only.entrySet().stream()
                .allMatch(one -> Objects.requireNonNullElse(slice.value(one.getKey()), NONE)
                        .equals(one.getValue()));
    }

    Explorer.Cut cut() {
        Set<Dimension> named = named();
        if (named.contains(Dimension.HOUR)) {
            return Explorer.Cut.HOURS;
        }
        return EnumSet.of(Dimension.DAY, Dimension.DEPLOYMENT, Dimension.BUCKET).containsAll(named)
                ? Explorer.Cut.WHOLE
                : Explorer.Cut.PARTS;
    }

    /// A request counts once, but in each bucket that it used where buckets are looked at apart.
    long requests(Slice slice) {
        return named().contains(Dimension.BUCKET)
                ? slice.part().requests()
                : slice.part().firsts();
    }

    private Set<Dimension> named() {
        Set<Dimension> named = EnumSet.noneOf(Dimension.class);
        named.addAll(by);
        named.addAll(only.keySet());
        return named;
    }

    /// @param running the month that is meant if nothing is said
    static Query of(
            List<String> by,
            @Nullable String month,
            @Nullable String from,
            @Nullable String to,
            Map<Dimension, @Nullable String> filters,
            YearMonth running) {
        Map<Dimension, String> only = new EnumMap<>(Dimension.class);
        filters.forEach((dimension, value) -> {
            if (value != null && !value.isBlank()) {
                only.put(dimension, value.strip());
            }
        });
        return new Query(period(given(month), given(from), given(to), running), dimensions(by), only);
    }

    private static Period period(
            @Nullable String month, @Nullable String from, @Nullable String to, YearMonth running) {
        if (from == null && to == null) {
            return new Period.Bill(
                    month == null
                            ? running
                            : read("month", month, "a year and a month, e.g. 2026-11", YearMonth::parse));
        }
        if (month != null) {
            throw Problems.invalid("month", "give either month or from and to");
        }
        if (from == null || to == null) {
            throw Problems.invalid(from == null ? "from" : "to", "from and to go together");
        }
        LocalDate first = read("from", from, "a day, e.g. 2026-11-24", LocalDate::parse);
        LocalDate last = read("to", to, "a day, e.g. 2026-11-24", LocalDate::parse);
        if (last.isBefore(first) || ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
            throw Problems.invalid("to", "to must be at or after from, and at most " + MOST_DAYS + " days");
        }
        return new Period.Days(first, last);
    }

    private static List<Dimension> dimensions(List<String> by) {
        List<Dimension> found = new ArrayList<>();
        for (String name : by.stream()
                .flatMap(each -> Arrays.stream(each.split(",", -1)))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList()) {
            Dimension dimension = Arrays.stream(Dimension.values())
                    .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> Problems.invalid(
                            "by", "by must be of " + Arrays.toString(Dimension.values()) + ", not " + name));
            if (found.contains(dimension)) {
                throw Problems.invalid("by", "by names " + dimension + " twice");
            }
            found.add(dimension);
        }
        if (found.size() > MOST_DIMENSIONS) {
            throw Problems.invalid("by", "by takes at most " + MOST_DIMENSIONS + " dimensions, not " + found.size());
        }
        return found;
    }

    private static <T> T read(String field, String text, String form, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (DateTimeParseException _) {
            throw Problems.invalid(field, field + " must be " + form);
        }
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
