package dev.aquifer.console.money;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.BigDecimalField;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.payment.AskTransfer;
import dev.aquifer.billing.api.payment.BalanceView;
import dev.aquifer.billing.api.payment.OpenBill;
import dev.aquifer.billing.api.payment.TransferView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Once;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.CopyButton;
import dev.aquifer.console.part.Fields;
import dev.aquifer.console.part.Pairs;
import dev.aquifer.console.part.Text;
import org.jspecify.annotations.Nullable;

/// Asks for a transfer reference, and then says what to write on the transfer.
class TransferDialog extends Dialog {
    private final Fields fields = new Fields();
    private final BigDecimalField amount = fields.with("amount", new BigDecimalField(getTranslation("money.amount")));

    /// @param bill that is to be paid; null for a top-up
    TransferDialog(
            Calls calls, Billing billing, BalanceView.BankAccount account, @Nullable OpenBill bill, Runnable done) {
        setHeaderTitle(
                bill == null
                        ? getTranslation("money.topUp")
                        : getTranslation("money.pay.title", Formats.current().month(bill.month())));
        setWidth("28rem");
        setMaxWidth("100%");
        amount.setId("transfer-amount");
        amount.setLocale(getLocale());
        if (bill != null) {
            amount.setValue(bill.outstanding().yuan());
        }
        add(new Paragraph(getTranslation("money.topUp.text")), fields);
        var once = new Once();
        var ask = Buttons.primary(getTranslation("money.topUp.ask"), click -> {
            fields.clear();
            var yuan = amount.getValue();
            if (yuan == null || yuan.signum() <= 0 || yuan.stripTrailingZeros().scale() > 2) {
                fields.wrong("amount", "money.amount.wrong");
                return;
            }
            var request = new AskTransfer(
                    new Money(yuan), bill == null ? null : bill.month().toString());
            calls.make(
                    once.of(() -> billing.payments().askTransfer(request)),
                    transfer -> {
                        show(transfer, account);
                        done.run();
                    },
                    fields::show);
        });
        ask.setId("transfer-ask");
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), ask);
    }

    private void show(TransferView transfer, BalanceView.BankAccount account) {
        removeAll();
        getFooter().removeAll();
        var reference = new CopyButton(transfer.reference(), transfer.reference());
        reference.setId("transfer-reference");
        add(
                new Paragraph(getTranslation("money.topUp.now")),
                new Pairs()
                        .with(getTranslation("money.holder"), account.holder())
                        .with(getTranslation("money.bank"), account.bank())
                        .with(getTranslation("money.account"), Text.code(account.account()))
                        .with(getTranslation("money.amount"), Formats.current().money(transfer.amount()))
                        .with(getTranslation("money.reference"), reference));
        getFooter().add(Buttons.primary(getTranslation("money.close"), click -> close()));
    }
}
