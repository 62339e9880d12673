package dev.aquifer.console.operator;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.invoice.InvoiceState;
import dev.aquifer.billing.api.invoice.InvoiceView;
import dev.aquifer.console.bills.InvoiceTable;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Downloads;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Loaded;
import java.util.List;

/// The operator's side of invoices: what was asked for, under which number it was issued, what is reversed.
class InvoiceDeskCard extends Card {
    private final Calls calls;
    private final Billing billing;
    private final Loaded<List<InvoiceView>> invoices;

    InvoiceDeskCard(Calls calls, Billing billing) {
        super(I18NProvider.translate("invoice.title"));
        this.calls = calls;
        this.billing = billing;
        invoices = new Loaded<>(calls, 3, billing.invoices()::operatorsInvoices, this::show);
        beside(Downloads.button(
                calls,
                getTranslation("invoice.file"),
                new Downloads.File("invoices.csv", "text/csv;charset=UTF-8"),
                billing.invoices()::operatorsFile));
        add(invoices);
    }

    private Component show(List<InvoiceView> all) {
        return all.isEmpty()
                ? new EmptyState(getTranslation("invoice.operator.none"))
                : InvoiceTable.empty()
                        .column(getTranslation("actions"), this::actions)
                        .rows(all);
    }

    private Component actions(InvoiceView invoice) {
        var actions = new Div();
        actions.addClassName("aq-actions");
        if (invoice.state() == InvoiceState.WANTED) {
            actions.add(Buttons.plain(
                    getTranslation("invoice.issued"),
                    click -> new IssuedDialog(calls, billing, invoice, invoices::fetch).open()));
        }
        if (invoice.state() == InvoiceState.ISSUED && invoice.redOf() == null) {
            actions.add(Buttons.plain(
                    getTranslation("invoice.reverse"),
                    click -> new RedLetterDialog(calls, billing, invoice, invoices::fetch).open()));
        }
        return actions;
    }
}
