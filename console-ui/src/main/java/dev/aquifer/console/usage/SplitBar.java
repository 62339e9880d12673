package dev.aquifer.console.usage;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.aquifer.billing.api.usage.Dimension;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the split can be changed to: period, dimensions; and what it is narrowed down to, to be taken off again.
class SplitBar extends Div {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int MONTHS = 13;
    private static final String DAYS = "days";

    private final UsageChoice choice;
    private final Consumer<UsageChoice> go;

    SplitBar(UsageChoice choice, Consumer<UsageChoice> go) {
        this.choice = choice;
        this.go = go;
        addClassName("aq-filter");
        var row = new Div(month(), by(0), by(1));
        row.addClassName("aq-row");
        add(row);
        if (choice.from() != null || choice.to() != null) {
            add(days());
        }
        var narrowed = new Div();
        narrowed.addClassName("aq-row");
        choice.only()
                .forEach((dimension, value) -> narrowed.add(Buttons.plain(
                        getTranslation("usage.only", getTranslation("usage.by." + dimension), shown(dimension, value)),
                        click -> go.accept(choice.only(dimension, null)))));
        if (!choice.only().isEmpty()) {
            add(narrowed);
        }
    }

    private String shown(Dimension dimension, String value) {
        return switch (dimension) {
            case BUCKET -> value.equals("-") ? Formats.NOTHING : getTranslation("bill.bucket." + value);
            case KEY -> value.equals("playground") ? getTranslation("usage.playground") : value;
            case DAY, HOUR, DEPLOYMENT, LABEL, CHIP -> value;
        };
    }

    private Select<String> month() {
        var running = YearMonth.now(ZONE);
        var items = new ArrayList<>(IntStream.range(0, MONTHS)
                .mapToObj(back -> running.minusMonths(back).toString())
                .toList());
        items.add(DAYS);
        var select = new Select<String>();
        select.setId("usage-month");
        select.setLabel(getTranslation("usage.period"));
        select.setItems(items);
        select.setItemLabelGenerator(item -> item.equals(DAYS)
                ? getTranslation("usage.days")
                : Formats.current().month(YearMonth.parse(item)));
        var month = choice.month();
        select.setValue(
                choice.from() != null ? DAYS : month != null && items.contains(month) ? month : running.toString());
        select.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go.accept(
                        change.getValue().equals(DAYS)
                                ? choice.days(
                                        LocalDate.now(ZONE).minusDays(6).toString(),
                                        LocalDate.now(ZONE).toString())
                                : choice.month(change.getValue()));
            }
        });
        return select;
    }

    private Select<String> by(int at) {
        var none = "NONE";
        var items = new ArrayList<String>();
        for (var dimension : Dimension.values()) {
            var taken = choice.by().size() > 1 - at && choice.by().get(1 - at) == dimension;
            if (!taken) {
                items.add(dimension.name());
            }
        }
        if (at == 1) {
            items.add(none);
        }
        var select = new Select<String>();
        select.setId("usage-by-" + (at + 1));
        select.setLabel(getTranslation(at == 0 ? "usage.by" : "usage.andBy"));
        select.setItems(items);
        select.setItemLabelGenerator(item -> getTranslation("usage.by." + item));
        select.setValue(choice.by().size() > at ? choice.by().get(at).name() : none);
        select.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                var by = new ArrayList<>(choice.by());
                if (change.getValue().equals(none)) {
                    by.remove(at);
                } else if (by.size() > at) {
                    by.set(at, Dimension.valueOf(change.getValue()));
                } else {
                    by.add(Dimension.valueOf(change.getValue()));
                }
                go.accept(choice.by(List.copyOf(by)));
            }
        });
        return select;
    }

    private Div days() {
        var from = new DatePicker(getTranslation("usage.from"));
        var to = new DatePicker(getTranslation("usage.to"));
        from.setId("usage-from");
        to.setId("usage-to");
        from.setLocale(getLocale());
        to.setLocale(getLocale());
        from.setValue(parsed(choice.from()).orElse(LocalDate.now(ZONE)));
        to.setValue(parsed(choice.to()).orElse(LocalDate.now(ZONE)));
        var show = Buttons.plain(getTranslation("usage.show"), click -> {
            var first = from.getValue();
            var last = to.getValue();
            if (first != null && last != null) {
                go.accept(choice.days(first.toString(), last.toString()));
            }
        });
        var row = new Div(from, to, show);
        row.addClassName("aq-row");
        return row;
    }

    private static Optional<LocalDate> parsed(@Nullable String day) {
        try {
            return day == null ? Optional.empty() : Optional.of(LocalDate.parse(day));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
