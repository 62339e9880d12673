package dev.aquifer.console.operator;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.invoice.InvoiceView;
import dev.aquifer.billing.api.invoice.RedLetter;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Once;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Asks for a red-letter invoice that reverses an issued one: for a credit note, or all that is left.
class RedLetterDialog extends Dialog {
    private final Fields fields = new Fields();
    private final BigDecimalField net = fields.with("net", new BigDecimalField(getTranslation("invoice.reverse.net")));
    private final TextField creditNote =
            fields.with("creditNote", new TextField(getTranslation("invoice.reverse.creditNote")));
    private final TextArea reason = fields.with("reason", new TextArea(getTranslation("closes.reason")));

    RedLetterDialog(Calls calls, Billing billing, InvoiceView invoice, Runnable saved) {
        setHeaderTitle(getTranslation("invoice.reverse"));
        setWidth("26rem");
        setMaxWidth("100%");
        net.setLocale(getLocale());
        net.setValue(invoice.net().yuan());
        creditNote.setHelperText(getTranslation("invoice.reverse.creditNote.help"));
        reason.setMaxLength(500);
        add(new Paragraph(getTranslation("invoice.reverse.text")), fields);
        var once = new Once();
        var save = Buttons.primary(getTranslation("invoice.reverse"), click -> {
            fields.clear();
            var yuan = net.getValue();
            if (yuan == null || yuan.signum() <= 0 || yuan.stripTrailingZeros().scale() > 2) {
                fields.wrong("net", "invoice.reverse.wrong");
                return;
            }
            @Nullable UUID note = null;
            if (!creditNote.getValue().isBlank()) {
                try {
                    note = UUID.fromString(creditNote.getValue().strip());
                } catch (IllegalArgumentException e) {
                    fields.wrong("creditNote", "invoice.reverse.creditNote.wrong");
                    return;
                }
            }
            if (reason.getValue().isBlank()) {
                fields.wrong("reason", "reason.needed");
                return;
            }
            var request = new RedLetter(new Money(yuan), note, reason.getValue().strip());
            calls.make(
                    once.of(() -> billing.invoices().redLetter(invoice.organisation(), invoice.id(), request)),
                    done -> {
                        close();
                        saved.run();
                    },
                    fields::show);
        });
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), save);
    }
}
