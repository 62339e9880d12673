package dev.aquifer.console.usage;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.aquifer.billing.api.usage.UsagePart;
import dev.aquifer.billing.api.usage.UsageSplit;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import java.util.function.Consumer;

/// A split as a table; a press on a value shows only that.
class SplitTable extends Div {
    private static final int FIRST = 60;

    private final Formats formats = Formats.current();
    private final UsageChoice choice;
    private final UsageSplit split;
    private final Names names;
    private final Consumer<UsageChoice> go;

    SplitTable(UsageChoice choice, UsageSplit split, Names names, Consumer<UsageChoice> go) {
        this.choice = choice;
        this.split = split;
        this.names = names;
        this.go = go;
        var table = new Table<UsagePart>(getTranslation("usage.caption"));
        for (var i = 0; i < split.by().size(); i++) {
            var at = i;
            table.column(getTranslation("usage.by." + split.by().get(i)), part -> value(part, at));
        }
        table.number(
                        getTranslation("requests"),
                        part -> formats.count(part.figures().requests()))
                .number(
                        getTranslation("usage.tokens"),
                        part -> formats.number(part.figures().tokens()))
                .number(
                        getTranslation("usage.chipHours"),
                        part -> formats.quantity(part.figures().chipSeconds(), "chip-second"))
                .number(
                        getTranslation("usage.net"),
                        part -> formats.amount(part.figures().net()))
                .number(
                        getTranslation("bill.subsidy"),
                        part -> formats.less(part.figures().subsidy()))
                .number(
                        getTranslation("usage.payable"),
                        part -> formats.amount(part.figures().payable()));
        var parts = split.parts();
        table.rows(parts.subList(0, Math.min(FIRST, parts.size())));
        add(table);
        if (parts.size() > FIRST) {
            var rest = parts.subList(FIRST, parts.size());
            var more = Buttons.quiet(getTranslation("usage.all", formats.count(rest.size())), click -> {
                table.rows(rest);
                click.getSource().setVisible(false);
            });
            add(more);
        }
        if (split.leftOff() > 0) {
            add(Text.note(getTranslation(
                    "usage.leftOff",
                    formats.count(split.leftOff()),
                    formats.money(split.rest().net()))));
        }
    }

    private Component value(UsagePart part, int at) {
        var dimension = split.by().get(at);
        var value = part.values().get(at);
        var text = names.of(dimension, value, part.names().get(at));
        if (!UsageChoice.FILTERS.contains(dimension) || choice.only().containsKey(dimension)) {
            return new Span(text);
        }
        var only = Buttons.quiet(text, click -> go.accept(choice.only(dimension, value.isEmpty() ? "-" : value)));
        only.getElement().setAttribute("title", getTranslation("usage.only.this", text));
        return only;
    }
}
