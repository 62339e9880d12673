package dev.aquifer.console.models;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.Ids;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Pairs;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import dev.aquifer.platform.api.model.ModelFit;
import dev.aquifer.platform.api.model.ModelView;

/// One model: what it is, what memory it needs and how that was found, and on which chips it runs.
@Route("models/:model")
@OpenTo(Audience.BUILDERS)
public class ModelPage extends Page implements BeforeEnterObserver {
    private final Calls calls;
    private final Platform platform;

    ModelPage(Calls calls, Platform platform) {
        super("nav.models");
        this.calls = calls;
        this.platform = platform;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var id = Ids.of(event, "model");
        add(new Loaded<>(calls, 6, () -> platform.models().fit(id), this::show));
    }

    private Component show(ModelFit fit) {
        var model = fit.model();
        heading(model);
        var memory = new Card(
                getTranslation("models.memory"),
                new MemoryTable(fit),
                Text.paragraph(getTranslation("models.memory.note")));
        var two = new Div(memory, facts(model));
        two.addClassName("aq-two");
        var all = new Div(two, new Card(getTranslation("models.chips"), new FitTable(calls, platform, fit.chips())));
        all.addClassName("aq-stack");
        return all;
    }

    private void heading(ModelView model) {
        var below = getTranslation("models.kind." + model.kind().name()) + " · " + model.architecture();
        if (!Visit.current().builds()) {
            heading(model.name(), below);
            return;
        }
        var deploy =
                Links.primary(getTranslation("models.deploy"), "deployments/new?model=" + model.id(), VaadinIcon.PLUS);
        if (model.own()) {
            var delete = Buttons.danger(getTranslation("delete"), click -> delete(model));
            delete.setId("model-delete");
            heading(model.name(), below, delete, deploy);
        } else {
            heading(model.name(), below, deploy);
        }
    }

    private Card facts(ModelView model) {
        var formats = Formats.current();
        var pairs = new Pairs()
                .with(getTranslation("models.slug"), Text.code(model.slug()))
                .with(getTranslation("models.parameters"), formats.parameters(model.parameters()))
                .with(
                        getTranslation("models.context"),
                        formats.tokens(model.contextLength()).toString())
                .with(getTranslation("models.quantisation"), Formats.orNothing(model.quantisation()))
                .with(getTranslation("models.file"), formats.file(model.fileBytes()))
                .with(getTranslation("models.licence"), Formats.orNothing(model.licence()))
                .with(getTranslation("models.added"), formats.minute(model.createdAt()))
                .with("SHA-256", Text.code(model.sha256()));
        var card = new Card(getTranslation("models.facts"), pairs);
        return model.demonstration() ? card.beside(Badge.demonstration()) : card;
    }

    private void delete(ModelView model) {
        new Confirm(
                        getTranslation("models.delete.title", model.name()),
                        getTranslation("models.delete.text"),
                        getTranslation("delete"),
                        () -> calls.make(
                                () -> {
                                    platform.models().delete(model.id());
                                    return model.name();
                                },
                                name -> {
                                    Notices.done(getTranslation("models.delete.done", name));
                                    UI.getCurrent().navigate("models");
                                },
                                Notices::failed))
                .open();
    }
}
