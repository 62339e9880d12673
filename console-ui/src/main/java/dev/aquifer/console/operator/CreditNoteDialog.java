package dev.aquifer.console.operator;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.payment.IssueCreditNote;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Once;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;
import java.util.UUID;

/// Lowers the net of a charge. The tenant names it: its id stands where the charge opens.
class CreditNoteDialog extends Dialog {
    private final Fields fields = new Fields();
    private final TextField charge = fields.with("charge", new TextField(getTranslation("money.charge")));
    private final BigDecimalField amount = fields.with("amount", new BigDecimalField(getTranslation("money.amount")));
    private final TextArea reason = fields.with("reason", new TextArea(getTranslation("money.refund.why")));

    CreditNoteDialog(Calls calls, Billing billing, UUID organisation, Runnable done) {
        setHeaderTitle(getTranslation("treasury.note"));
        setWidth("28rem");
        setMaxWidth("100%");
        charge.setId("note-charge");
        amount.setId("note-amount");
        amount.setLocale(getLocale());
        reason.setId("note-reason");
        reason.setMaxLength(500);
        add(new Paragraph(getTranslation("treasury.note.text")), fields);
        var once = new Once();
        var save = Buttons.primary(getTranslation("treasury.note"), click -> {
            fields.clear();
            var yuan = amount.getValue();
            if (yuan == null || yuan.signum() <= 0 || yuan.stripTrailingZeros().scale() > 2) {
                fields.wrong("amount", "money.amount.wrong");
                return;
            }
            UUID id;
            try {
                id = UUID.fromString(charge.getValue().strip());
            } catch (IllegalArgumentException e) {
                fields.wrong("charge", "treasury.note.charge.wrong");
                return;
            }
            var request =
                    new IssueCreditNote(id, new Money(yuan), reason.getValue().strip());
            calls.make(
                    once.of(() -> billing.treasury().issueCreditNote(organisation, request)),
                    issued -> {
                        close();
                        done.run();
                    },
                    fields::show);
        });
        save.setId("note-save");
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), save);
    }
}
