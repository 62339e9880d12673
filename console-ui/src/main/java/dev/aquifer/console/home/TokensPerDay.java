package dev.aquifer.console.home;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import dev.aquifer.billing.api.bill.UsageSummary.Day;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Chart;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Table;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Tokens of each of the last thirty days, as a chart and as a table.
class TokensPerDay extends Div {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Formats formats = Formats.current();

    TokensPerDay(List<Day> days) {
        var most = days.stream().max(Comparator.comparingLong(TokensPerDay::total));
        if (most.filter(day -> total(day) > 0).isEmpty()) {
            add(new EmptyState(getTranslation("home.tokensPerDay.none")));
            return;
        }
        var peak = most.get();
        var chart = new Chart(getTranslation(
                "home.tokensPerDay.summary",
                formats.day(days.getFirst().day()),
                formats.day(days.getLast().day()),
                formats.day(peak.day()),
                formats.tokens(total(peak)).toString()));
        chart.setHeight("260px");
        chart.draw(option(days));
        var table = table(days);
        table.setVisible(false);
        var toggle = new Button[1];
        toggle[0] = Buttons.quiet(getTranslation("chart.asTable"), click -> {
            table.setVisible(!table.isVisible());
            chart.setVisible(!table.isVisible());
            toggle[0].setText(getTranslation(table.isVisible() ? "chart.asChart" : "chart.asTable"));
        });
        add(chart, table, toggle[0]);
    }

    private static long total(Day day) {
        return day.inputTokens() + day.outputTokens();
    }

    private Table<Day> table(List<Day> days) {
        return new Table<Day>(getTranslation("home.tokensPerDay"))
                .text(getTranslation("day"), day -> formats.day(day.day()))
                .number(getTranslation("tokens.in"), day -> formats.count(day.inputTokens()))
                .number(getTranslation("tokens.out"), day -> formats.count(day.outputTokens()))
                .number(getTranslation("requests"), day -> formats.count(day.requests()))
                .rows(days.reversed().stream().filter(day -> total(day) > 0).toList());
    }

    private ObjectNode option(List<Day> days) {
        var option = JSON.createObjectNode();
        var x = option.putObject("xAxis").put("type", "category");
        var names = x.putArray("data");
        days.forEach(day -> names.add(formats.day(day.day())));
        option.putObject("yAxis").put("type", "value").put("minInterval", 1);
        option.putObject("legend");
        var series = option.putArray("series");
        series.add(bars(getTranslation("tokens.in"), days, Day::inputTokens));
        series.add(bars(getTranslation("tokens.out"), days, Day::outputTokens));
        return option;
    }

    private static ObjectNode bars(String name, List<Day> days, ToLongFunction<Day> figure) {
        var bars = JSON.createObjectNode()
                .put("name", name)
                .put("type", "bar")
                .put("stack", "tokens")
                .put("barMaxWidth", 18);
        var data = bars.putArray("data");
        days.forEach(day -> data.add(figure.applyAsLong(day)));
        return bars;
    }
}
