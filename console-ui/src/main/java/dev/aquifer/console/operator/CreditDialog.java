package dev.aquifer.console.operator;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextArea;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.standing.SetCreditLimit;
import dev.aquifer.billing.api.standing.StandingView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;
import dev.aquifer.platform.api.organisation.OrganisationView;

/// Sets an organisation's credit limit, with the reason that goes into the audit log.
class CreditDialog extends Dialog {
    private final Fields fields = new Fields();
    private final BigDecimalField limit =
            fields.with("creditLimit", new BigDecimalField(getTranslation("tenants.limit")));
    private final TextArea reason = fields.with("reason", new TextArea(getTranslation("tenants.reason")));

    CreditDialog(Calls calls, Billing billing, OrganisationView organisation, StandingView standing, Runnable changed) {
        setHeaderTitle(getTranslation("tenants.limit.title", organisation.name()));
        setWidth("26rem");
        setMaxWidth("100%");
        limit.setId("credit-limit");
        limit.setLocale(getLocale());
        limit.setValue(standing.creditLimit().yuan());
        reason.setId("credit-reason");
        reason.setMaxLength(500);
        add(fields);
        var save = Buttons.primary(getTranslation("save"), click -> {
            fields.clear();
            var yuan = limit.getValue();
            if (yuan == null || yuan.signum() < 0 || yuan.stripTrailingZeros().scale() > 2) {
                fields.wrong("creditLimit", "tenants.limit.wrong");
                return;
            }
            if (reason.getValue().isBlank()) {
                fields.wrong("reason", "tenants.reason.needed");
                return;
            }
            calls.make(
                    () -> billing.standings()
                            .setCreditLimit(
                                    organisation.id(),
                                    new SetCreditLimit(
                                            new Money(yuan), reason.getValue().strip())),
                    done -> {
                        close();
                        changed.run();
                    },
                    fields::show);
        });
        save.setId("credit-save");
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), save);
    }
}
