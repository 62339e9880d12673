package dev.aquifer.console.assessor;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextArea;
import dev.aquifer.billing.api.subsidy.SetCap;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;
import java.time.LocalDate;
import java.time.ZoneId;

/// Another combined cap, from a coming day of service on.
class CapDialog extends Dialog {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    CapDialog(Calls calls, Billing billing, Runnable done) {
        setHeaderTitle(getTranslation("caps.set"));
        setWidth("30rem");
        setMaxWidth("100%");
        var fields = new Fields();
        var cap = fields.with("cap", new BigDecimalField(getTranslation("caps.percent")));
        cap.setId("cap-percent");
        cap.setLocale(getLocale());
        var from = fields.with("from", new DatePicker(getTranslation("caps.from")));
        from.setId("cap-from");
        from.setLocale(getLocale());
        from.setMin(LocalDate.now(ZONE).plusDays(1));
        var reasons = fields.with("reasons", new TextArea(getTranslation("decide.reasons")));
        reasons.setId("cap-reasons");
        reasons.setMaxLength(2000);
        add(new Paragraph(getTranslation("caps.set.text")), fields);
        var yes = Buttons.primary(getTranslation("caps.set"), click -> {
            fields.clear();
            var percent = cap.getValue();
            var day = from.getValue();
            if (percent == null) {
                fields.wrong("cap", "caps.percent.needed");
                return;
            }
            if (day == null) {
                fields.wrong("from", "caps.from.needed");
                return;
            }
            if (reasons.getValue().isBlank()) {
                fields.wrong("reasons", "decide.reasons.needed");
                return;
            }
            var request =
                    new SetCap(day, percent.movePointLeft(2), reasons.getValue().strip());
            calls.make(
                    () -> billing.programmes().setCap(request),
                    made -> {
                        close();
                        done.run();
                    },
                    fields::show);
        });
        yes.setId("cap-yes");
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), yes);
    }
}
