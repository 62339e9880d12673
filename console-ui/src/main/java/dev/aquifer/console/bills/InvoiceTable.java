package dev.aquifer.console.bills;

import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.invoice.InvoiceView;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;

/// Invoices that were asked for, as both sides see them.
public final class InvoiceTable {
    private InvoiceTable() {}

    /// The columns; the rows are still to be added.
    public static Table<InvoiceView> empty() {
        var formats = Formats.current();
        return new Table<InvoiceView>(I18NProvider.translate("invoice.title"))
                .column(
                        I18NProvider.translate("invoice.month"),
                        invoice -> Text.twoLines(formats.month(invoice.month()), invoice.bill()))
                .column(
                        I18NProvider.translate("invoice.buyer"),
                        invoice -> Text.twoLines(
                                invoice.buyer().title(), invoice.buyer().taxNumber()))
                .text(
                        I18NProvider.translate("state"),
                        invoice -> I18NProvider.translate("invoice.state." + invoice.state()))
                .text(
                        I18NProvider.translate("invoice.number"),
                        invoice -> invoice.number() == null ? Formats.NOTHING : invoice.number())
                .number(I18NProvider.translate("invoice.net"), invoice -> formats.money(invoice.net()))
                .number(I18NProvider.translate("invoice.tax"), invoice -> formats.money(invoice.tax()))
                .number(I18NProvider.translate("invoice.gross"), invoice -> formats.money(invoice.gross()));
    }
}
