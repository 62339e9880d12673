package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.subsidy.Ask;
import dev.aquifer.billing.api.subsidy.ClawbackState;
import dev.aquifer.billing.api.subsidy.ClawbackView;
import dev.aquifer.billing.api.subsidy.GrantView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Ids;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.ReasonDialog;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One of the organisation's grants; against a clawback it can object.
@Route("subsidies/grants/:grant")
@OpenTo(Audience.PAYERS)
public class OwnGrantView extends Page implements BeforeEnterObserver {
    private final Calls calls;
    private final Billing billing;
    private @Nullable Loaded<List<GrantView>> loaded;

    OwnGrantView(Calls calls, Billing billing) {
        super("grant.title");
        this.calls = calls;
        this.billing = billing;
        heading(getTranslation("grant.title"), getTranslation("grant.sub"));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var id = Ids.of(event, "grant");
        if (loaded != null) {
            remove(loaded);
        }
        var reading = new Loaded<>(calls, 6, billing.subsidies()::grants, grants -> show(grants, id));
        loaded = reading;
        add(reading);
    }

    private Component show(List<GrantView> grants, UUID id) {
        return grants.stream()
                .filter(grant -> grant.id().equals(id))
                .findFirst()
                .<Component>map(grant -> new GrantFacts(grant, this::actions))
                .orElseGet(() -> new EmptyState(getTranslation("notFound.text")));
    }

    private Div actions(ClawbackView clawback) {
        var actions = new Div();
        boolean open = clawback.state() == ClawbackState.PROPOSED || clawback.state() == ClawbackState.CONFIRMED;
        if (open && Visit.current().applies()) {
            var object = Buttons.plain(
                    getTranslation("clawback.object"),
                    click -> new ReasonDialog(
                                    new ReasonDialog.Words(
                                            getTranslation("clawback.object"),
                                            getTranslation("clawback.object.text"),
                                            getTranslation("clawback.object.label"),
                                            getTranslation("clawback.object")),
                                    "text",
                                    calls,
                                    text -> billing.subsidies().object(clawback.id(), new Ask(text)),
                                    this::again)
                            .open());
            object.setId("clawback-object");
            actions.add(object);
        }
        return actions;
    }

    private void again() {
        if (loaded != null) {
            loaded.fetch();
        }
    }
}
