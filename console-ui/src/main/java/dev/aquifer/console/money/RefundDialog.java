package dev.aquifer.console.money;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.payment.AskRefund;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Once;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;

/// Asks for unused prepaid back.
class RefundDialog extends Dialog {
    private final Fields fields = new Fields();
    private final BigDecimalField amount = fields.with("amount", new BigDecimalField(getTranslation("money.amount")));
    private final TextField account = fields.with("account", new TextField(getTranslation("money.refund.account")));
    private final TextArea reason = fields.with("reason", new TextArea(getTranslation("money.refund.why")));

    RefundDialog(Calls calls, Billing billing, Money most, Runnable done) {
        setHeaderTitle(getTranslation("money.refund"));
        setWidth("28rem");
        setMaxWidth("100%");
        amount.setId("refund-amount");
        amount.setLocale(getLocale());
        account.setId("refund-account");
        account.setMaxLength(200);
        reason.setId("refund-reason");
        reason.setMaxLength(500);
        add(new Paragraph(getTranslation("money.refund.text", Formats.current().money(most))), fields);
        var once = new Once();
        var ask = Buttons.primary(getTranslation("money.refund.ask"), click -> {
            fields.clear();
            var yuan = amount.getValue();
            if (yuan == null || yuan.signum() <= 0 || yuan.stripTrailingZeros().scale() > 2) {
                fields.wrong("amount", "money.amount.wrong");
                return;
            }
            var request = new AskRefund(
                    new Money(yuan),
                    account.getValue().strip(),
                    reason.getValue().strip());
            calls.make(
                    once.of(() -> billing.payments().askRefund(request)),
                    asked -> {
                        close();
                        done.run();
                    },
                    fields::show);
        });
        ask.setId("refund-ask");
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), ask);
    }
}
