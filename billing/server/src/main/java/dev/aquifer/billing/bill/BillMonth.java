package dev.aquifer.billing.bill;

import dev.aquifer.billing.problem.Problems;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;

/// Reads months as they come in addresses and requests.
final class BillMonth {

    private BillMonth() {}

    static YearMonth of(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeParseException _) {
            throw Problems.invalid("month", "month must be a year and a month, e.g. 2026-11");
        }
    }
}
