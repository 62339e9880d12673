package dev.aquifer.console.models;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Route;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Icons;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import dev.aquifer.platform.api.model.ModelView;
import java.util.List;

/// The operator's catalogue and the organisation's own models.
@Route("models")
@OpenTo(Audience.BUILDERS)
public class ModelsView extends Page {
    private final boolean mayChange = Visit.current().builds();
    private final Loaded<List<ModelView>> list;

    ModelsView(Calls calls, Platform platform) {
        super("nav.models");
        list = new Loaded<>(calls, 4, platform.models()::list, this::show);
        if (mayChange) {
            var upload = Buttons.primary(
                    getTranslation("models.upload"),
                    click -> new UploadModelDialog(calls, platform, list::fetch).open());
            upload.setIcon(Icons.of(VaadinIcon.UPLOAD_ALT));
            upload.setId("model-upload");
            heading(getTranslation("nav.models"), getTranslation("models.sub"), upload);
        } else {
            heading(getTranslation("nav.models"), getTranslation("models.sub"));
        }
        add(list);
    }

    private Component show(List<ModelView> models) {
        var own = models.stream().filter(ModelView::own).toList();
        var catalogue = models.stream().filter(model -> !model.own()).toList();
        var all = new Div(
                new Card(getTranslation("models.catalogue"), table(getTranslation("models.catalogue"), catalogue)),
                new Card(
                        getTranslation("models.own"),
                        own.isEmpty()
                                ? new EmptyState(getTranslation("models.own.none"))
                                : table(getTranslation("models.own"), own)));
        all.addClassName("aq-stack");
        return all;
    }

    private Table<ModelView> table(String caption, List<ModelView> models) {
        var formats = Formats.current();
        var table = new Table<ModelView>(caption)
                .column(getTranslation("name"), ModelsView::name)
                .text(
                        getTranslation("models.kind"),
                        model -> getTranslation("models.kind." + model.kind().name()))
                .number(getTranslation("models.parameters"), model -> formats.parameters(model.parameters()))
                .number(
                        getTranslation("models.context"),
                        model -> formats.tokens(model.contextLength()).toString())
                .number(getTranslation("models.file"), model -> formats.file(model.fileBytes()));
        if (mayChange) {
            table.column(
                    getTranslation("actions"),
                    model -> Links.to("deployments/new?model=" + model.id(), getTranslation("models.deploy")));
        }
        return table.rows(models);
    }

    private static Div name(ModelView model) {
        var quantisation = model.quantisation();
        var cell = Text.twoLines(
                Links.to("models/" + model.id(), model.name()),
                quantisation == null ? model.architecture() : model.architecture() + " · " + quantisation);
        if (model.demonstration()) {
            cell.add(Badge.demonstration());
        }
        return cell;
    }
}
