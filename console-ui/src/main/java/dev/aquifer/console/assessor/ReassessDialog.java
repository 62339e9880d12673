package dev.aquifer.console.assessor;

import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextArea;
import dev.aquifer.billing.api.subsidy.GrantView;
import dev.aquifer.billing.api.subsidy.Reassess;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;
import java.time.LocalDateTime;
import java.time.ZoneId;

/// Another ratio for a grant, from an instant of service on.
class ReassessDialog extends Dialog {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    ReassessDialog(Calls calls, Billing billing, GrantView grant, Runnable done) {
        setHeaderTitle(getTranslation("grant.reassess"));
        setWidth("30rem");
        setMaxWidth("100%");
        var fields = new Fields();
        var ratio = fields.with("ratio", new BigDecimalField(getTranslation("decide.ratio")));
        ratio.setId("reassess-ratio");
        ratio.setLocale(getLocale());
        ratio.setValue(grant.ratio().movePointRight(2).stripTrailingZeros());
        var from = fields.with("from", new DateTimePicker(getTranslation("grant.from")));
        from.setId("reassess-from");
        from.setLocale(getLocale());
        from.setValue(LocalDateTime.now(ZONE).withMinute(0).withSecond(0).withNano(0));
        var reasons = fields.with("reasons", new TextArea(getTranslation("decide.reasons")));
        reasons.setId("reassess-reasons");
        reasons.setMaxLength(2000);
        add(new Paragraph(getTranslation("grant.reassess.text")), fields);
        var yes = Buttons.primary(getTranslation("grant.reassess"), click -> {
            fields.clear();
            var percent = ratio.getValue();
            var at = from.getValue();
            if (percent == null || at == null) {
                fields.wrong(percent == null ? "ratio" : "from", "decide.ratio.needed");
                return;
            }
            if (reasons.getValue().isBlank()) {
                fields.wrong("reasons", "decide.reasons.needed");
                return;
            }
            var request = new Reassess(
                    percent.movePointLeft(2),
                    at.atZone(ZONE).toInstant(),
                    reasons.getValue().strip());
            calls.make(
                    () -> billing.grants().reassess(grant.id(), request),
                    made -> {
                        close();
                        done.run();
                    },
                    fields::show);
        });
        yes.setId("reassess-yes");
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), yes);
    }
}
