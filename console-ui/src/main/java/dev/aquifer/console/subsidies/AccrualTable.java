package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.SubsidyLine;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What accrued on the running bill, line by line: provisional until its claim is paid.
final class AccrualTable {
    private static final int SHOWN = 100;

    private AccrualTable() {}

    static Component of(List<SubsidyLine> lines) {
        if (lines.isEmpty()) {
            return new EmptyState(text("subsidies.accruals.none"));
        }
        var formats = Formats.current();
        var sum = lines.stream().map(SubsidyLine::amount).reduce(Money.ZERO, Money::plus);
        var table = new Table<SubsidyLine>(text("subsidies.accruals"))
                .column(
                        text("subsidies.programme"),
                        line -> Text.twoLines(
                                formats.name(line.programmeTitle(), line.programmeTitleZh()),
                                I18NProvider.translate("subsidies.service", formats.month(line.serviceMonth()))))
                .column(
                        text("subsidies.charge"),
                        line -> Links.to("bills", line.charge().toString().substring(24)))
                .text(text("subsidies.posted"), line -> formats.minute(line.postedAt()))
                .column(text("state"), line -> ApplicationStates.accrual(line.state()))
                .text(text("subsidies.reason"), line -> reason(line.reason()))
                .number(text("subsidies.accrued"), line -> formats.money(line.amount()))
                .rows(lines.reversed().stream().limit(SHOWN).toList());
        var all = new Div(
                table,
                Text.note(I18NProvider.translate(
                        "subsidies.accruals.sum", lines.size(), formats.money(sum), Math.min(SHOWN, lines.size()))));
        all.addClassName("aq-stack");
        return all;
    }

    private static String reason(@Nullable String reason) {
        return reason == null ? Formats.NOTHING : text("reason." + reason);
    }

    private static String text(String key) {
        return I18NProvider.translate(key);
    }
}
