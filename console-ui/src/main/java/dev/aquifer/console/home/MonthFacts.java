package dev.aquifer.console.home;

import com.vaadin.flow.component.html.Div;
import dev.aquifer.billing.api.bill.UsageSummary;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.format.Formats.Figure;
import dev.aquifer.console.part.Fact;

/// The running month in four figures.
class MonthFacts extends Div {
    MonthFacts(UsageSummary usage) {
        var formats = Formats.current();
        var p95 = usage.firstTokenP95Millis();
        add(Fact.row(
                new Fact(
                        getTranslation("home.payable"),
                        new Figure(formats.money(usage.payable()), ""),
                        getTranslation("home.payable.note", formats.money(usage.net()))),
                new Fact(
                        getTranslation("home.subsidy"),
                        new Figure(formats.money(usage.subsidy()), ""),
                        getTranslation("home.subsidy.note")),
                new Fact(
                        getTranslation("home.tokens"),
                        formats.tokens(usage.inputTokens() + usage.outputTokens()),
                        getTranslation(
                                "home.tokens.note",
                                formats.tokens(usage.inputTokens()).toString(),
                                formats.tokens(usage.outputTokens()).toString(),
                                formats.count(usage.requests()))),
                new Fact(
                        getTranslation("home.ttft"),
                        p95 == null ? new Figure(Formats.NOTHING, "") : new Figure(formats.count(p95), "ms"),
                        getTranslation(p95 == null ? "home.ttft.none" : "home.ttft.note"))));
    }
}
