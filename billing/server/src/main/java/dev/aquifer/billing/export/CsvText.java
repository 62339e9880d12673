package dev.aquifer.billing.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aquifer.billing.CsvCell;
import java.util.List;
import java.util.stream.Collectors;

/// CSV as RFC 4180 says, UTF-8 with a mark so that a spreadsheet reads Chinese. Every cell is text as it was given,
/// but for what a spreadsheet would take for a formula (see [CsvCell]).
final class CsvText {

    private final StringBuilder text = new StringBuilder("\uFEFF");

    CsvText line(List<String> cells) {
        text.append(cells.stream().map(CsvCell::of).collect(Collectors.joining(",")))
                .append("\r\n");
        return this;
    }

    byte[] bytes() {
        return text.toString().getBytes(UTF_8);
    }
}
