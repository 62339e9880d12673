package dev.aquifer.console.deployments;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import dev.aquifer.platform.api.model.ModelView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts a model into service in three sections on one page: the model, the chips with their price, the name.
@Route("deployments/new")
@OpenTo(Audience.BUILDERS)
public class DeployView extends Page implements BeforeEnterObserver {
    private final Calls calls;
    private final Platform platform;
    private final Billing billing;
    private final Select<ModelView> models = new Select<>();
    private final Div badges = new Div();
    private final Div pools = new Div();
    private final DeployForm form;

    DeployView(Calls calls, Platform platform, Billing billing) {
        super("deploy");
        this.calls = calls;
        this.platform = platform;
        this.billing = billing;
        form = new DeployForm(calls, platform);
        heading(getTranslation("deploy"), getTranslation("deploy.sub"));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!Visit.current().builds()) {
            add(new EmptyState(getTranslation("noAccess.whom")));
            return;
        }
        var wanted = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("model")
                .orElse("");
        models.setId("deploy-model");
        models.setLabel(getTranslation("deploy.model"));
        models.setItemLabelGenerator(ModelView::name);
        models.addValueChangeListener(change -> show(change.getValue()));
        badges.addClassName("aq-badges");
        var choice = new Div(models, badges);
        choice.addClassName("aq-choice");
        add(new Card(getTranslation("deploy.step1"), new Loaded<>(calls, 2, platform.models()::list, found -> {
            choose(found, wanted);
            return choice;
        })));
        add(new Card(getTranslation("deploy.step2"), pools).beside(Text.note(getTranslation("deploy.step2.note"))));
        add(new Card(getTranslation("deploy.step3"), form));
    }

    private void choose(List<ModelView> found, String wanted) {
        models.setItems(found);
        found.stream()
                .filter(model -> model.id().toString().equals(wanted))
                .findFirst()
                .or(() -> found.stream().findFirst())
                .ifPresent(models::setValue);
    }

    private void show(@Nullable ModelView model) {
        badges.removeAll();
        pools.removeAll();
        if (model == null) {
            return;
        }
        if (model.demonstration()) {
            badges.add(Badge.demonstration(), Text.note(getTranslation("demonstration.why")));
        }
        form.choose(model);
        pools.add(new Loaded<>(
                calls,
                6,
                () -> Offer.of(platform, billing, model.id()),
                offers -> new PoolChoice(offers, form::choose)));
    }
}
