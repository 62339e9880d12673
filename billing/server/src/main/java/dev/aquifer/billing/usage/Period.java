package dev.aquifer.billing.usage;

import java.time.LocalDate;
import java.time.YearMonth;

/// What is split: what stands on a bill, or what was used on some days.
public sealed interface Period {

    record Bill(YearMonth month) implements Period {}

    /// @param from, @param to both counted
    record Days(LocalDate from, LocalDate to) implements Period {}
}
