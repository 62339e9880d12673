package dev.aquifer.console.assessor;

import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import dev.aquifer.billing.api.subsidy.GrantView;
import dev.aquifer.billing.api.subsidy.ProposeClawback;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;
import java.time.LocalDateTime;
import java.time.ZoneId;

/// Proposes to revoke a grant from an instant of service on; another assessor has to confirm it.
class RevokeDialog extends Dialog {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    RevokeDialog(Calls calls, Billing billing, GrantView grant, Runnable done) {
        setHeaderTitle(getTranslation("grant.revoke"));
        setWidth("30rem");
        setMaxWidth("100%");
        var fields = new Fields();
        var from = fields.with("from", new DateTimePicker(getTranslation("grant.from")));
        from.setId("revoke-from");
        from.setLocale(getLocale());
        from.setValue(LocalDateTime.ofInstant(grant.validFrom(), ZONE));
        var reasons = fields.with("reasons", new TextArea(getTranslation("decide.reasons")));
        reasons.setId("revoke-reasons");
        reasons.setMaxLength(2000);
        add(new Paragraph(getTranslation("grant.revoke.text")), fields);
        var yes = Buttons.danger(getTranslation("grant.revoke"), click -> {
            fields.clear();
            var at = from.getValue();
            if (at == null || reasons.getValue().isBlank()) {
                fields.wrong(at == null ? "from" : "reasons", "decide.reasons.needed");
                return;
            }
            var request = new ProposeClawback(
                    at.atZone(ZONE).toInstant(), reasons.getValue().strip());
            calls.make(
                    () -> billing.grants().propose(grant.id(), request),
                    made -> {
                        close();
                        done.run();
                    },
                    fields::show);
        });
        yes.setId("revoke-yes");
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), yes);
    }
}
