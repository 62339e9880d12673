package dev.aquifer.console.operator;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.payment.RecordBankPayment;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Once;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;
import dev.aquifer.console.part.Notices;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/// Records a line of the bank's statement. The day is typed as the statement writes it: a calendar to leaf through is
/// slower, and its own markup cannot be read by everybody.
class BankPaymentDialog extends Dialog {
    private final Fields fields = new Fields();
    private final TextField reference =
            fields.with("bankReference", new TextField(getTranslation("money.bankReference")));
    private final BigDecimalField amount = fields.with("amount", new BigDecimalField(getTranslation("money.amount")));
    private final TextField day = fields.with("receivedOn", new TextField(getTranslation("treasury.receivedOn")));
    private final TextField payer = fields.with("payer", new TextField(getTranslation("treasury.payer")));
    private final TextField remark = fields.with("remark", new TextField(getTranslation("treasury.remark")));

    BankPaymentDialog(Calls calls, Billing billing, Runnable done) {
        setHeaderTitle(getTranslation("treasury.record"));
        setWidth("28rem");
        setMaxWidth("100%");
        reference.setId("bank-reference");
        reference.setMaxLength(100);
        amount.setId("bank-amount");
        amount.setLocale(getLocale());
        day.setId("bank-day");
        day.setHelperText(getTranslation("treasury.day.help"));
        payer.setId("bank-payer");
        payer.setMaxLength(200);
        remark.setId("bank-remark");
        remark.setMaxLength(500);
        remark.setHelperText(getTranslation("treasury.remark.help"));
        add(new Paragraph(getTranslation("treasury.record.text")), fields);
        var once = new Once();
        var save = Buttons.primary(getTranslation("treasury.record"), click -> {
            fields.clear();
            var yuan = amount.getValue();
            if (yuan == null || yuan.signum() <= 0 || yuan.stripTrailingZeros().scale() > 2) {
                fields.wrong("amount", "money.amount.wrong");
                return;
            }
            LocalDate receivedOn;
            try {
                receivedOn = LocalDate.parse(day.getValue().strip());
            } catch (DateTimeParseException e) {
                fields.wrong("receivedOn", "treasury.day.needed");
                return;
            }
            var request = new RecordBankPayment(
                    reference.getValue().strip(),
                    new Money(yuan),
                    receivedOn,
                    payer.getValue().strip(),
                    remark.getValue().strip());
            calls.make(
                    once.of(() -> billing.treasury().recordBankPayment(request)),
                    payment -> {
                        close();
                        Notices.done(
                                payment.organisationName() == null
                                        ? getTranslation("treasury.unmatched.now")
                                        : getTranslation("treasury.matched.now", payment.organisationName()));
                        done.run();
                    },
                    fields::show);
        });
        save.setId("bank-save");
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), save);
    }
}
