package dev.aquifer.billing.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Collectors;

/// CSV as RFC 4180 says, UTF-8 with a mark so that a spreadsheet reads Chinese. Every cell is text as it was given,
/// but for what a spreadsheet would take for a formula.
final class CsvText {

    private final StringBuilder text = new StringBuilder("\uFEFF");

    CsvText line(List<String> cells) {
        text.append(cells.stream().map(CsvText::cell).collect(Collectors.joining(",")))
                .append("\r\n");
        return this;
    }

    byte[] bytes() {
        return text.toString().getBytes(UTF_8);
    }

    private static String cell(String value) {
        // A minus begins every negative amount: only where no number follows could it be a formula.
        boolean formula = !value.isEmpty()
                && ("=+@\t\r".indexOf(value.charAt(0)) >= 0
                        || (value.charAt(0) == '-' && !value.matches("-\\d+(\\.\\d+)?")));
        String safe = formula ? "'" + value : value;
        return safe.chars().anyMatch(sign -> sign == ',' || sign == '"' || sign == '\n' || sign == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
