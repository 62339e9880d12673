package dev.aquifer.console.assessor;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import dev.aquifer.billing.api.subsidy.BudgetView;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Chart;
import dev.aquifer.console.part.Pairs;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.subsidies.ApplicationStates;
import java.time.YearMonth;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One programme's budget: a meter, the figures, what accrued month by month as chart and as table.
class BurnDown extends Div {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Formats formats = Formats.current();

    BurnDown(BudgetView budget, String title) {
        addClassName("aq-stack");
        add(ApplicationStates.status(budget.state()));
        if (budget.budget() != null) {
            int percent = BudgetsView.percent(budget.used(), budget.budget());
            var bar = new Div();
            bar.getStyle().set("width", percent + "%");
            var meter = new Div(bar);
            meter.addClassName("aq-meter");
            meter.getElement().setAttribute("aria-hidden", "true");
            add(
                    Text.paragraph(getTranslation(
                            "burnDown.used", formats.money(budget.used()), formats.money(budget.budget()), percent)),
                    meter);
        }
        add(Text.paragraph(forecast(budget)), facts(budget));
        if (!budget.months().isEmpty()) {
            chart(budget, title);
        }
    }

    private String forecast(BudgetView budget) {
        var until = formats.date(budget.until().minusDays(1));
        if (budget.goneOn() != null) {
            return getTranslation(
                    "burnDown.gone", formats.date(budget.goneOn()), formats.money(budget.perDay()), until);
        }
        return budget.perDay().isZero()
                ? getTranslation("burnDown.quiet")
                : getTranslation(
                        "burnDown.lasts", until, formats.money(budget.usedAtEnd()), formats.money(budget.perDay()));
    }

    private Pairs facts(BudgetView budget) {
        return new Pairs()
                .with(
                        getTranslation("programme.budget"),
                        budget.budget() == null
                                ? getTranslation("subsidies.unlimited")
                                : formats.money(budget.budget()))
                .with(getTranslation("programme.used"), formats.money(budget.used()))
                .with(getTranslation("burnDown.claimed"), formats.money(budget.claimed()))
                .with(getTranslation("claim.paid"), formats.money(budget.paid()))
                .with(getTranslation("burnDown.asOf"), formats.date(budget.asOf()));
    }

    private void chart(BudgetView budget, String title) {
        var last = budget.months().getLast();
        var chart = new Chart(getTranslation(
                "burnDown.summary", title, formats.money(last.used()), formats.month(YearMonth.parse(last.month()))));
        chart.setHeight("220px");
        chart.draw(option(budget));
        var table = new Table<BudgetView.Month>(getTranslation("burnDown.months"))
                .text(getTranslation("burnDown.month"), month -> formats.month(YearMonth.parse(month.month())))
                .number(getTranslation("subsidies.accrued"), month -> formats.money(month.accrued()))
                .number(getTranslation("programme.used"), month -> formats.money(month.used()))
                .rows(budget.months());
        table.setVisible(false);
        var toggle = new Button[1];
        toggle[0] = Buttons.quiet(getTranslation("chart.asTable"), click -> {
            table.setVisible(!table.isVisible());
            chart.setVisible(!table.isVisible());
            toggle[0].setText(getTranslation(table.isVisible() ? "chart.asChart" : "chart.asTable"));
        });
        add(chart, table, toggle[0]);
    }

    private ObjectNode option(BudgetView budget) {
        var option = JSON.createObjectNode();
        var names = option.putObject("xAxis").put("type", "category").putArray("data");
        option.putObject("yAxis").put("type", "value");
        option.putObject("legend");
        var bars = JSON.createObjectNode()
                .put("name", getTranslation("subsidies.accrued"))
                .put("type", "bar")
                .put("barMaxWidth", 28);
        var line = JSON.createObjectNode()
                .put("name", getTranslation("programme.used"))
                .put("type", "line");
        var accrued = bars.putArray("data");
        var used = line.putArray("data");
        for (var month : budget.months()) {
            names.add(month.month());
            accrued.add(month.accrued().yuan());
            used.add(month.used().yuan());
        }
        option.putArray("series").add(bars).add(line);
        return option;
    }
}
