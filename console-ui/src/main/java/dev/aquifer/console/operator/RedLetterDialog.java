package dev.aquifer.console.operator;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextArea;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.invoice.InvoiceView;
import dev.aquifer.billing.api.invoice.RedLetter;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;

/// Asks for a red-letter invoice that reverses an issued one, in full or in part.
class RedLetterDialog extends Dialog {
    private final Fields fields = new Fields();
    private final BigDecimalField net = fields.with("net", new BigDecimalField(getTranslation("invoice.reverse.net")));
    private final TextArea reason = fields.with("reason", new TextArea(getTranslation("closes.reason")));

    RedLetterDialog(Calls calls, Billing billing, InvoiceView invoice, Runnable saved) {
        setHeaderTitle(getTranslation("invoice.reverse"));
        setWidth("26rem");
        setMaxWidth("100%");
        net.setLocale(getLocale());
        net.setValue(invoice.net().yuan());
        reason.setMaxLength(500);
        add(new Paragraph(getTranslation("invoice.reverse.text")), fields);
        var save = Buttons.primary(getTranslation("invoice.reverse"), click -> {
            fields.clear();
            var yuan = net.getValue();
            if (yuan == null || yuan.signum() <= 0 || yuan.stripTrailingZeros().scale() > 2) {
                fields.wrong("net", "invoice.reverse.wrong");
                return;
            }
            if (reason.getValue().isBlank()) {
                fields.wrong("reason", "reason.needed");
                return;
            }
            calls.make(
                    () -> billing.invoices()
                            .redLetter(
                                    invoice.organisation(),
                                    invoice.id(),
                                    new RedLetter(
                                            new Money(yuan), reason.getValue().strip())),
                    done -> {
                        close();
                        saved.run();
                    },
                    fields::show);
        });
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), save);
    }
}
