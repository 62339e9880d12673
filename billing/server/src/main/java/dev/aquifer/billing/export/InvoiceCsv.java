package dev.aquifer.billing.export;

import dev.aquifer.billing.api.invoice.Buyer;
import dev.aquifer.billing.api.invoice.InvoiceView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Invoices as the tax system's import wants them, a row for each.
public final class InvoiceCsv {

    private static final List<String> HEAD = List.of(
            "invoice",
            "organisation",
            "month",
            "bill",
            "red_letter_of",
            "buyer_title",
            "buyer_tax_number",
            "kind",
            "buyer_address_phone",
            "buyer_bank_account",
            "buyer_email",
            "category",
            "net_cny",
            "rate",
            "tax_cny",
            "gross_cny",
            "state",
            "number",
            "issued_on",
            "reason",
            "credit_note");

    private InvoiceCsv() {}

    public static byte[] of(List<InvoiceView> invoices) {
        CsvText text = new CsvText().line(HEAD);
        for (InvoiceView invoice : invoices) {
            Buyer buyer = invoice.buyer();
            text.line(List.of(
                    invoice.id().toString(),
                    invoice.organisation().toString(),
                    invoice.month().toString(),
                    invoice.bill(),
                    or(invoice.redOf()),
                    buyer.title(),
                    buyer.taxNumber(),
                    buyer.kind().name(),
                    or(buyer.addressAndPhone()),
                    or(buyer.bankAndAccount()),
                    or(buyer.email()),
                    invoice.category(),
                    invoice.net().toString(),
                    invoice.rate().toPlainString(),
                    invoice.tax().toString(),
                    invoice.gross().toString(),
                    invoice.state().name(),
                    or(invoice.number()),
                    or(invoice.issuedOn()),
                    or(invoice.reason()),
                    or(invoice.creditNote())));
        }
        return text.bytes();
    }

    private static String or(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
