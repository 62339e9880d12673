package dev.aquifer.console.budgets;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.notice.AddWebhook;
import dev.aquifer.billing.api.notice.AddedWebhook;
import dev.aquifer.billing.api.notice.WebhookView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.CopyButton;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Fields;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import java.util.List;

/// URLs that notices are posted to; the secret that signs is shown once.
class WebhookCard extends Card {
    private final Calls calls;
    private final Billing billing;
    private final boolean may;
    private final Loaded<List<WebhookView>> list;

    WebhookCard(Calls calls, Billing billing, boolean may) {
        super(I18NProvider.translate("notices.webhooks"));
        this.calls = calls;
        this.billing = billing;
        this.may = may;
        list = new Loaded<>(calls, 2, billing.notices()::webhooks, this::shown);
        add(list);
        if (may) {
            add(form());
        }
        add(Text.note(getTranslation("notices.webhooks.how")));
    }

    private Component shown(List<WebhookView> webhooks) {
        if (webhooks.isEmpty()) {
            return new EmptyState(getTranslation("notices.webhooks.none"));
        }
        var table = new Table<WebhookView>(getTranslation("notices.webhooks"))
                .column(getTranslation("notices.url"), one -> Text.twoLines(new Span(one.url()), one.addedBy()));
        if (may) {
            table.column(
                    getTranslation("actions"),
                    one -> Buttons.quiet(
                            getTranslation("notices.remove"),
                            click -> calls.make(
                                    () -> {
                                        billing.notices().removeWebhook(one.id());
                                        return one;
                                    },
                                    done -> list.fetch(),
                                    Notices::failed)));
        }
        return table.rows(webhooks);
    }

    private Component form() {
        var fields = new Fields();
        var url = fields.with("url", new TextField(getTranslation("notices.url")));
        url.setId("webhook-url");
        url.setPlaceholder("https://");
        var add = Buttons.plain(getTranslation("notices.add"), click -> {
            fields.clear();
            calls.make(
                    () -> billing.notices()
                            .addWebhook(new AddWebhook(url.getValue().strip())),
                    added -> {
                        url.clear();
                        list.fetch();
                        show(added);
                    },
                    fields::show);
        });
        add.setId("webhook-add");
        fields.add(add);
        return fields;
    }

    private void show(AddedWebhook added) {
        var secret = Text.code(added.secret());
        secret.setId("webhook-secret");
        var row = new Div(secret, new CopyButton(added.secret(), getTranslation("copy")));
        row.addClassName("aq-secret");
        var dialog = new Dialog(new Paragraph(getTranslation("notices.secret")), row);
        dialog.setHeaderTitle(getTranslation("notices.webhooks"));
        dialog.setWidth("30rem");
        dialog.setMaxWidth("100%");
        dialog.getFooter().add(Buttons.primary(getTranslation("keys.done"), click -> dialog.close()));
        dialog.open();
    }
}
