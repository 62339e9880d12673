package dev.aquifer.console.assessor;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.ClaimView;
import dev.aquifer.billing.api.subsidy.Settle;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;
import java.time.LocalDate;
import java.time.ZoneId;

/// Records what the programme paid of a claim, in one sum; nothing is a rejection.
class SettleDialog extends Dialog {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    SettleDialog(Calls calls, Billing billing, ClaimView claim, Runnable done) {
        setHeaderTitle(getTranslation("claim.settle"));
        setWidth("30rem");
        setMaxWidth("100%");
        var fields = new Fields();
        var paid = fields.with("paid", new BigDecimalField(getTranslation("claim.paid")));
        paid.setId("settle-paid");
        paid.setLocale(getLocale());
        paid.setValue(claim.claimed().yuan());
        paid.setHelperText(getTranslation("claim.paid.help", Formats.current().money(claim.claimed())));
        var reference = fields.with("reference", new TextField(getTranslation("claim.reference")));
        reference.setId("settle-reference");
        reference.setMaxLength(100);
        var paidOn = fields.with("paidOn", new DatePicker(getTranslation("claim.paidOn")));
        paidOn.setId("settle-paid-on");
        paidOn.setLocale(getLocale());
        paidOn.setValue(LocalDate.now(ZONE));
        var reasons = fields.with("reasons", new TextArea(getTranslation("decide.reasons")));
        reasons.setId("settle-reasons");
        reasons.setMaxLength(2000);
        add(new Paragraph(getTranslation("claim.settle.text")), fields);
        var yes = Buttons.primary(getTranslation("claim.settle"), click -> {
            fields.clear();
            var sum = paid.getValue();
            if (sum == null || sum.signum() < 0 || sum.stripTrailingZeros().scale() > 2) {
                fields.wrong("paid", "decide.limit.wrong");
                return;
            }
            var request = new Settle(
                    new Money(sum),
                    reference.getValue().strip(),
                    paidOn.getValue(),
                    reasons.getValue().strip());
            calls.make(
                    () -> billing.claims().settle(claim.id(), request),
                    made -> {
                        close();
                        done.run();
                    },
                    fields::show);
        });
        yes.setId("settle-yes");
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), yes);
    }
}
