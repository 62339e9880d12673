package dev.aquifer.console.budgets;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.notice.AddAddress;
import dev.aquifer.billing.api.notice.AddressView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Fields;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Tone;
import java.util.List;

/// E-mail addresses that notices go to, in the language of whoever adds them.
class AddressCard extends Card {
    private final Calls calls;
    private final Billing billing;
    private final boolean may;
    private final Loaded<List<AddressView>> list;

    AddressCard(Calls calls, Billing billing, boolean may) {
        super(I18NProvider.translate("notices.mail"));
        this.calls = calls;
        this.billing = billing;
        this.may = may;
        list = new Loaded<>(calls, 2, billing.notices()::addresses, this::shown);
        add(list);
        if (may) {
            add(form());
        }
    }

    private Component shown(List<AddressView> addresses) {
        if (addresses.isEmpty()) {
            return new EmptyState(getTranslation("notices.mail.none"));
        }
        var table = new Table<AddressView>(getTranslation("notices.mail"))
                .column(getTranslation("notices.address"), one -> Text.twoLines(one.address(), one.addedBy()))
                .column(
                        getTranslation("state"),
                        one -> one.confirmedAt() == null
                                ? new Status(getTranslation("notices.mail.asked"), Tone.BUSY)
                                : new Status(getTranslation("notices.mail.confirmed"), Tone.GOOD));
        if (may) {
            table.column(
                    getTranslation("actions"),
                    one -> Buttons.quiet(
                            getTranslation("notices.remove"),
                            click -> calls.make(
                                    () -> {
                                        billing.notices().removeAddress(one.id());
                                        return one;
                                    },
                                    done -> list.fetch(),
                                    Notices::failed)));
        }
        var body = new Div(table.rows(addresses));
        if (!addresses.getFirst().sending()) {
            body.add(Text.note(getTranslation("notices.mail.off")));
        }
        return body;
    }

    private Component form() {
        var fields = new Fields();
        var address = fields.with("address", new EmailField(getTranslation("notices.address")));
        address.setId("notice-address");
        var add = Buttons.plain(getTranslation("notices.add"), click -> {
            fields.clear();
            var language = getLocale().getLanguage().equals("zh") ? "zh" : "en";
            calls.make(
                    () -> billing.notices()
                            .addAddress(new AddAddress(address.getValue().strip(), language)),
                    done -> {
                        address.clear();
                        Notices.done(getTranslation("notices.mail.link", done.address()));
                        list.fetch();
                    },
                    fields::show);
        });
        add.setId("notice-address-add");
        fields.add(add);
        return fields;
    }
}
