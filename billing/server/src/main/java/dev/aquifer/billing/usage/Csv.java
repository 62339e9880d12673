package dev.aquifer.billing.usage;

import dev.aquifer.billing.CsvCell;
import dev.aquifer.billing.api.usage.Dimension;
import dev.aquifer.billing.api.usage.UsageFigures;
import dev.aquifer.billing.api.usage.UsagePart;
import dev.aquifer.billing.api.usage.UsageSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes a split as CSV: RFC 4180, UTF-8 with a mark so that a spreadsheet reads Chinese, a decimal point.
final class Csv {

    private Csv() {}

    static String of(UsageSplit split) {
        StringBuilder text = new StringBuilder("\uFEFF");
        List<String> head = new ArrayList<>();
        for (Dimension dimension : split.by()) {
            head.add(dimension.name().toLowerCase(Locale.ROOT));
            if (dimension == Dimension.DEPLOYMENT) {
                head.add("deployment_name");
            }
        }
        head.addAll(List.of("tokens", "chip_seconds", "requests", "net_cny", "subsidy_cny", "payable_before_vat_cny"));
        line(text, head);
        split.parts().forEach(part -> line(text, cells(split, part)));
        return text.toString();
    }

    private static List<String> cells(UsageSplit split, UsagePart part) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < split.by().size(); i++) {
            cells.add(part.values().get(i));
            if (split.by().get(i) == Dimension.DEPLOYMENT) {
                cells.add(part.names().get(i));
            }
        }
        UsageFigures figures = part.figures();
        cells.addAll(List.of(
                figures.tokens().toPlainString(),
                figures.chipSeconds().toPlainString(),
                Long.toString(figures.requests()),
                figures.net().toString(),
                figures.subsidy().toString(),
                figures.payable().toString()));
        return cells;
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(CsvCell::of).collect(Collectors.joining(",")))
                .append("\r\n");
    }
}
