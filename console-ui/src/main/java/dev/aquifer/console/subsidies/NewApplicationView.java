package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.SaveApplication;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import java.util.UUID;

/// Begins an application: once saved it is a draft with an address of its own, to which evidence can be added.
@Route("subsidies/new")
@OpenTo(Audience.PAYERS)
public class NewApplicationView extends Page implements HasUrlParameter<String> {
    private final Calls calls;
    private final Billing billing;

    NewApplicationView(Calls calls, Billing billing) {
        super("apply.title");
        this.calls = calls;
        this.billing = billing;
        heading(getTranslation("apply.title"), getTranslation("apply.sub"));
    }

    @Override
    public void setParameter(BeforeEvent event, String programme) {
        try {
            var id = UUID.fromString(programme);
            var form = new ApplicationForm[1];
            form[0] = new ApplicationForm(id, null, Visit.current().applies() ? save -> create(form[0], save) : null);
            add(form[0]);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException();
        }
    }

    private void create(ApplicationForm form, SaveApplication request) {
        calls.make(
                () -> billing.subsidies().create(request),
                made -> UI.getCurrent().navigate("subsidies/" + made.id()),
                form::show);
    }
}
