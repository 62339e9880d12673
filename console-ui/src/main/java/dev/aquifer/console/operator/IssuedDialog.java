package dev.aquifer.console.operator;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import dev.aquifer.billing.api.invoice.InvoiceView;
import dev.aquifer.billing.api.invoice.IssuedInvoice;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;

/// Keeps number and date of an invoice that the tax system has issued.
class IssuedDialog extends Dialog {
    private final Fields fields = new Fields();
    private final TextField number = fields.with("number", new TextField(getTranslation("invoice.number")));
    private final DatePicker issuedOn = fields.with("issuedOn", new DatePicker(getTranslation("invoice.issuedOn")));

    IssuedDialog(Calls calls, Billing billing, InvoiceView invoice, Runnable saved) {
        setHeaderTitle(getTranslation("invoice.issued"));
        setWidth("26rem");
        setMaxWidth("100%");
        number.setId("invoice-number");
        number.setMaxLength(20);
        issuedOn.setLocale(getLocale());
        add(fields);
        var save = Buttons.primary(getTranslation("save"), click -> {
            fields.clear();
            var day = issuedOn.getValue();
            if (day == null) {
                fields.wrong("issuedOn", "invoice.issuedOn.needed");
                return;
            }
            calls.make(
                    () -> billing.invoices()
                            .issued(
                                    invoice.organisation(),
                                    invoice.id(),
                                    new IssuedInvoice(number.getValue().strip(), day)),
                    done -> {
                        close();
                        saved.run();
                    },
                    fields::show);
        });
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), save);
    }
}
