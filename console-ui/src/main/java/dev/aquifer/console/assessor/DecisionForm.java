package dev.aquifer.console.assessor;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextArea;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.Decide;
import dev.aquifer.billing.api.subsidy.ProgrammeForm;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.Fields;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Ratio, period and reasons. The decision cannot be taken back here, so it asks once more and says what will follow.
class DecisionForm extends Card {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Fields fields = new Fields();
    private final BigDecimalField ratio = fields.with("ratio", new BigDecimalField(getTranslation("decide.ratio")));
    private final DatePicker from = fields.with("validFrom", new DatePicker(getTranslation("decide.from")));
    private final DatePicker until = fields.with("validUntil", new DatePicker(getTranslation("decide.until")));
    private final BigDecimalField limit = fields.with("limit", new BigDecimalField(getTranslation("decide.limit")));
    private final TextArea reasons = fields.with("reasons", new TextArea(getTranslation("decide.reasons")));
    private final Calls calls;
    private final Billing billing;
    private final UUID application;
    private final Runnable decided;

    DecisionForm(Calls calls, Billing billing, UUID application, ProgrammeForm programme, Runnable decided) {
        super(com.vaadin.flow.i18n.I18NProvider.translate("assess.decision"));
        this.calls = calls;
        this.billing = billing;
        this.application = application;
        this.decided = decided;
        var formats = Formats.current();
        var most = programme.maxRatio() == null ? BigDecimal.ZERO : programme.maxRatio();
        ratio.setId("decide-ratio");
        ratio.setLocale(getLocale());
        ratio.setHelperText(getTranslation("decide.ratio.help", formats.percent(most)));
        ratio.setValue(most.movePointRight(2).stripTrailingZeros().setScale(0, java.math.RoundingMode.FLOOR));
        var today = LocalDate.now(ZONE);
        var end = programme.until() == null ? today.plusYears(1) : programme.until();
        var nextYear = today.plusYears(1);
        from.setId("decide-from");
        from.setLocale(getLocale());
        from.setValue(today.withDayOfMonth(1));
        until.setId("decide-until");
        until.setLocale(getLocale());
        until.setHelperText(getTranslation("decide.until.help"));
        until.setValue(nextYear.isBefore(end) ? nextYear : end);
        limit.setId("decide-limit");
        limit.setLocale(getLocale());
        limit.setHelperText(getTranslation("decide.limit.help"));
        reasons.setId("decide-reasons");
        reasons.setMinRows(3);
        reasons.setMaxLength(2000);
        reasons.setHelperText(getTranslation("decide.reasons.help"));
        var approve = Buttons.primary(getTranslation("decide.approve"), click -> ask(true));
        approve.setId("decide-approve");
        var refuse = Buttons.danger(getTranslation("decide.refuse"), click -> ask(false));
        refuse.setId("decide-refuse");
        var row = new Div(approve, refuse);
        row.addClassName("aq-actions");
        fields.add(row);
        add(fields);
    }

    private void ask(boolean approve) {
        fields.clear();
        if (reasons.getValue().isBlank()) {
            fields.wrong("reasons", "decide.reasons.needed");
            return;
        }
        var percent = ratio.getValue();
        if (approve && percent == null) {
            fields.wrong("ratio", "decide.ratio.needed");
            return;
        }
        var face = limit.getValue();
        if (approve
                && face != null
                && (face.signum() <= 0 || face.stripTrailingZeros().scale() > 2)) {
            fields.wrong("limit", "decide.limit.wrong");
            return;
        }
        var text = approve && percent != null
                ? getTranslation("decide.approve.text", Formats.current().percent(percent.movePointLeft(2)))
                : getTranslation("decide.refuse.text");
        new Confirm(
                        getTranslation(approve ? "decide.approve" : "decide.refuse"),
                        text,
                        getTranslation(approve ? "decide.approve" : "decide.refuse"),
                        () -> decide(approve, percent))
                .open();
    }

    private void decide(boolean approve, @Nullable BigDecimal percent) {
        var decision = new Decide(
                approve,
                approve && percent != null ? percent.movePointLeft(2) : null,
                approve ? from.getValue() : null,
                approve ? until.getValue() : null,
                approve && limit.getValue() != null ? new Money(limit.getValue()) : null,
                reasons.getValue().strip());
        calls.make(() -> billing.assessments().decide(application, decision), done -> decided.run(), fields::show);
    }
}
