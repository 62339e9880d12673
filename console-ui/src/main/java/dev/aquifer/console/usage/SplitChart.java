package dev.aquifer.console.usage;

import com.vaadin.flow.component.html.Div;
import dev.aquifer.billing.api.usage.Dimension;
import dev.aquifer.billing.api.usage.UsagePart;
import dev.aquifer.billing.api.usage.UsageSplit;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Chart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A split as stacked bars: the first dimension along the axis, the second as colours, of which there are four: the
/// largest three and all others. Bars are charges before subsidy; where nothing is charged, tokens.
class SplitChart extends Div {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_BARS = 100;
    private static final int MOST_NAMED = 12;
    private static final int COLOURS = 3;

    private final Names names;
    private final UsageSplit split;
    private final boolean money;

    SplitChart(UsageSplit split, Names names) {
        this.split = split;
        this.names = names;
        money = split.total().net().isPositive();
        var bars = bars();
        if (split.by().isEmpty() || bars.isEmpty()) {
            return;
        }
        var largest = bars.entrySet().stream()
                .max(Comparator.comparing(bar -> sum(bar.getValue())))
                .orElseThrow();
        var formats = Formats.current();
        var chart = new Chart(getTranslation(
                money ? "usage.chart.money" : "usage.chart.tokens",
                getTranslation("usage.by." + split.by().getFirst()),
                largest.getKey(),
                money ? formats.price(sum(largest.getValue())) : formats.number(sum(largest.getValue()))));
        chart.setHeight("260px");
        chart.draw(option(bars));
        add(chart);
    }

    /// Of each bar the values by colour.
    private Map<String, Map<String, BigDecimal>> bars() {
        var time = !split.by().isEmpty()
                && (split.by().getFirst() == Dimension.DAY || split.by().getFirst() == Dimension.HOUR);
        var most = time ? MOST_BARS : MOST_NAMED;
        var coloured = colours();
        var bars = new LinkedHashMap<String, Map<String, BigDecimal>>();
        for (var part : split.parts()) {
            var name = split.by().isEmpty() ? "" : name(part, 0);
            if (bars.size() >= most && !bars.containsKey(name)) {
                continue;
            }
            var colour = split.by().size() < 2 ? "" : name(part, 1);
            bars.computeIfAbsent(name, each -> new LinkedHashMap<>())
                    .merge(
                            coloured.contains(colour) ? colour : getTranslation("usage.others"),
                            value(part),
                            BigDecimal::add);
        }
        return bars;
    }

    private List<String> colours() {
        if (split.by().size() < 2) {
            return List.of("");
        }
        var sums = new LinkedHashMap<String, BigDecimal>();
        split.parts().forEach(part -> sums.merge(name(part, 1), value(part), BigDecimal::add));
        return sums.entrySet().stream()
                .sorted(Map.Entry.<String, BigDecimal>comparingByValue().reversed())
                .limit(sums.size() == COLOURS + 1 ? COLOURS + 1 : COLOURS)
                .map(Map.Entry::getKey)
                .toList();
    }

    private ObjectNode option(Map<String, Map<String, BigDecimal>> bars) {
        var option = JSON.createObjectNode();
        var labels = option.putObject("xAxis").put("type", "category").putArray("data");
        bars.keySet().forEach(labels::add);
        option.putObject("yAxis").put("type", "value");
        var colours = new ArrayList<>(colours());
        if (bars.values().stream().anyMatch(bar -> bar.containsKey(getTranslation("usage.others")))) {
            colours.add(getTranslation("usage.others"));
        }
        option.putObject("legend").put("show", split.by().size() > 1);
        var series = option.putArray("series");
        for (var colour : colours) {
            var one = series.addObject()
                    .put("name", colour.isEmpty() ? getTranslation(money ? "usage.net" : "usage.tokens") : colour)
                    .put("type", "bar")
                    .put("stack", "all")
                    .put("barMaxWidth", 22);
            var data = one.putArray("data");
            bars.values().forEach(bar -> data.add(bar.getOrDefault(colour, BigDecimal.ZERO)));
        }
        return option;
    }

    private BigDecimal value(UsagePart part) {
        return money ? part.figures().net().yuan() : part.figures().tokens();
    }

    private String name(UsagePart part, int at) {
        return names.of(split.by().get(at), part.values().get(at), part.names().get(at));
    }

    private static BigDecimal sum(Map<String, BigDecimal> bar) {
        return bar.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
