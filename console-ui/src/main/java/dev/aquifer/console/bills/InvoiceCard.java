package dev.aquifer.console.bills;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.bill.BillSummary;
import dev.aquifer.billing.api.invoice.Buyer;
import dev.aquifer.billing.api.invoice.InvoiceState;
import dev.aquifer.billing.api.invoice.InvoiceView;
import dev.aquifer.billing.api.invoice.InvoicesView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Downloads;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Pairs;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.visit.Visit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Data for invoices: the buyer, the invoices that were asked for, and a button for each closed bill without one.
class InvoiceCard extends Card {
    private final Calls calls;
    private final Billing billing;
    private final Loaded<Both> loaded;

    private record Both(InvoicesView invoices, List<BillSummary> bills) {}

    InvoiceCard(Calls calls, Billing billing) {
        super(I18NProvider.translate("invoice.title"));
        this.calls = calls;
        this.billing = billing;
        loaded = new Loaded<>(
                calls,
                3,
                () -> new Both(billing.invoices().invoices(), billing.bills().bills()),
                this::show);
        add(Text.note(getTranslation("invoice.sub")), loaded);
    }

    private Component show(Both both) {
        var all = new Div();
        all.addClassName("aq-stack");
        all.add(
                buyer(both.invoices().buyer()),
                actions(both),
                list(both.invoices().invoices()));
        return all;
    }

    private Component buyer(@Nullable Buyer buyer) {
        if (buyer == null) {
            return Text.paragraph(getTranslation("invoice.buyer.none"));
        }
        return new Pairs()
                .with(getTranslation("invoice.buyer.title"), buyer.title())
                .with(getTranslation("invoice.buyer.tax"), buyer.taxNumber())
                .with(getTranslation("invoice.buyer.kind"), getTranslation("invoice.kind." + buyer.kind()));
    }

    private Component actions(Both both) {
        var actions = new Div();
        actions.addClassName("aq-actions");
        if (Visit.current().applies()) {
            var edit = Buttons.plain(
                    getTranslation("invoice.buyer.edit"),
                    click -> new BuyerDialog(calls, billing, both.invoices().buyer(), loaded::fetch).open());
            edit.setId("invoice-buyer");
            actions.add(edit);
            if (both.invoices().buyer() != null) {
                without(both).forEach(bill -> actions.add(ask(bill)));
            }
        }
        if (!both.invoices().invoices().isEmpty()) {
            actions.add(Downloads.button(
                    calls,
                    getTranslation("invoice.file"),
                    new Downloads.File("invoices.csv", "text/csv;charset=UTF-8"),
                    billing.invoices()::file));
        }
        return actions;
    }

    /// Closed bills that charge something and have no invoice that stands.
    private static List<BillSummary> without(Both both) {
        var missing = new ArrayList<BillSummary>();
        for (var bill : both.bills()) {
            boolean has = both.invoices().invoices().stream()
                    .anyMatch(invoice -> invoice.month().equals(bill.month())
                            && invoice.redOf() == null
                            && invoice.state() != InvoiceState.RED_LETTERED);
            if (bill.number() != null && bill.net().isPositive() && !has) {
                missing.add(bill);
            }
        }
        return missing;
    }

    private Component ask(BillSummary bill) {
        var month = bill.month();
        return Buttons.plain(
                getTranslation("invoice.ask", Formats.current().month(month)),
                click -> calls.make(
                        () -> billing.invoices().ask(month.toString()),
                        done -> {
                            Notices.done(getTranslation("invoice.asked"));
                            loaded.fetch();
                        },
                        Notices::failed));
    }

    private Component list(List<InvoiceView> invoices) {
        return invoices.isEmpty()
                ? new EmptyState(getTranslation("invoice.none"))
                : InvoiceTable.empty().rows(invoices);
    }
}
