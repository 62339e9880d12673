package dev.aquifer.console.usage;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.usage.LabelView;
import dev.aquifer.billing.api.usage.Labelled;
import dev.aquifer.billing.api.usage.SetLabel;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Fields;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.visit.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Labels of keys and deployments: teams, products, whatever costs are to be split by.
class LabelCard extends Card {
    private record Known(List<LabelView> labels, Names names) {}

    private record Subject(Labelled kind, String id, String name) {}

    private final Calls calls;
    private final Billing billing;
    private final boolean may;
    private final Loaded<Known> list;

    LabelCard(Calls calls, Billing billing, Platform platform, Visit visit) {
        super(I18NProvider.translate("label.title"));
        this.calls = calls;
        this.billing = billing;
        may = visit.builds() || visit.applies();
        list = new Loaded<>(calls, 2, () -> new Known(billing.usage().labels(), Names.ask(platform)), this::shown);
        add(list);
    }

    private Component shown(Known known) {
        var body = new Div();
        if (known.labels().isEmpty()) {
            body.add(new EmptyState(getTranslation("label.none")));
        } else {
            var table = new Table<LabelView>(getTranslation("label.title"))
                    .text(getTranslation("usage.by.LABEL"), LabelView::label)
                    .text(getTranslation("label.of"), label -> getTranslation("usage.by." + label.kind()))
                    .text(getTranslation("name"), label -> name(known.names(), label));
            if (may) {
                table.column(getTranslation("actions"), this::remove);
            }
            body.add(table.rows(known.labels()));
        }
        if (may) {
            var add = Buttons.plain(getTranslation("label.set"), click -> dialog(known.names()));
            add.setId("label-set");
            body.add(add);
        }
        return body;
    }

    private static String name(Names names, LabelView label) {
        var id = label.subject().toString();
        return (label.kind() == Labelled.KEY ? names.keys() : names.deployments()).getOrDefault(id, id);
    }

    private Component remove(LabelView label) {
        return Buttons.quiet(
                getTranslation("label.remove"),
                click -> calls.make(
                        () -> {
                            billing.usage().unlabel(label.kind().name(), label.subject());
                            return label;
                        },
                        done -> list.fetch(),
                        Notices::failed));
    }

    private void dialog(Names names) {
        var subjects = new ArrayList<Subject>();
        names.deployments().forEach((id, name) -> subjects.add(new Subject(Labelled.DEPLOYMENT, id, name)));
        names.keys().forEach((id, name) -> subjects.add(new Subject(Labelled.KEY, id, name)));
        var fields = new Fields();
        var subject = fields.with("subject", new Select<Subject>());
        subject.setId("label-subject");
        subject.setLabel(getTranslation("label.of"));
        subject.setItems(subjects);
        subject.setItemLabelGenerator(one -> getTranslation("usage.by." + one.kind()) + " · " + one.name());
        if (!subjects.isEmpty()) {
            subject.setValue(subjects.getFirst());
        }
        var label = fields.with("label", new TextField(getTranslation("usage.by.LABEL")));
        label.setId("label-text");
        label.setMaxLength(40);
        label.setHelperText(getTranslation("label.help"));
        var dialog = new Dialog(fields);
        dialog.setHeaderTitle(getTranslation("label.set"));
        dialog.setWidth("28rem");
        dialog.setMaxWidth("100%");
        var save = Buttons.primary(getTranslation("label.save"), click -> {
            var chosen = subject.getValue();
            if (chosen != null) {
                fields.clear();
                calls.make(
                        () -> billing.usage()
                                .label(
                                        chosen.kind().name(),
                                        UUID.fromString(chosen.id()),
                                        new SetLabel(label.getValue().strip())),
                        done -> {
                            dialog.close();
                            list.fetch();
                        },
                        fields::show);
            }
        });
        save.setId("label-save");
        dialog.getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> dialog.close()), save);
        dialog.open();
    }
}
