package dev.aquifer.console.bills;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.bill.BillSummary;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Text;

/// Whether a month is open, or when it was closed.
final class BillState {
    private BillState() {}

    static Component of(BillSummary month) {
        var word = I18NProvider.translate("bill.state." + month.state());
        return month.closedAt() == null
                ? Text.twoLines(word, "")
                : Text.twoLines(word, Formats.current().minute(month.closedAt()));
    }
}
