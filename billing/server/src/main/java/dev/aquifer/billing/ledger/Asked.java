package dev.aquifer.billing.ledger;

import dev.aquifer.billing.problem.Problems;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// What a reader of the books asks for, checked.
final class Asked {

    private static final int MOST = 200;

    private Asked() {}

    static @Nullable Instant instant(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw Problems.invalid("at", "at must be an instant, e.g. 2026-11-25T16:00:00Z");
        }
    }

    static @Nullable YearMonth month(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return YearMonth.parse(text);
        } catch (DateTimeParseException _) {
            throw Problems.invalid("month", "month must be a year and a month, e.g. 2026-11");
        }
    }

    static String account(@Nullable String text) {
        try {
            return new Account(text == null ? "" : text.strip()).name();
        } catch (IllegalArgumentException _) {
            throw Problems.invalid("account", "account must be a name of the trial balance, e.g. revenue:lease");
        }
    }

    static int limit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problems.invalid("limit", "limit must be 1 to " + MOST);
        }
        return limit;
    }
}
