package dev.aquifer.billing.money;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/// The calendar of service: days and months are those of Asia/Shanghai.
public final class ServiceTime {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private ServiceTime() {}

    public static LocalDate day(Instant at) {
        return at.atZone(ZONE).toLocalDate();
    }

    public static YearMonth month(Instant at) {
        return YearMonth.from(at.atZone(ZONE));
    }

    public static YearMonth month(LocalDate day) {
        return YearMonth.from(day);
    }

    /// The first instant of the day.
    public static Instant start(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    /// The first instant of the month.
    public static Instant start(YearMonth month) {
        return start(month.atDay(1));
    }
}
