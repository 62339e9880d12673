package dev.aquifer.console.prices;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// When a book begins and ends, as operators type it: Beijing time to the minute.
final class BookTime {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private BookTime() {}

    static String write(@Nullable Instant at) {
        return at == null ? "" : FORM.format(at.atZone(ZONE));
    }

    /// Null if it is no time.
    static @Nullable Instant read(String text) {
        try {
            return LocalDateTime.parse(text.strip(), FORM).atZone(ZONE).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    static String nextMonth() {
        return FORM.format(YearMonth.now(ZONE).plusMonths(1).atDay(1).atStartOfDay());
    }
}
