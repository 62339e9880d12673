package dev.aquifer.console.operator;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.month.CloseRunView.Hold;
import dev.aquifer.billing.api.month.ReleaseBill;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Once;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.ReasonDialog;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import java.util.List;

/// The bills that stand out from those before them, each with the button that releases it.
class HeldBills extends Card {
    private final Calls calls;
    private final Billing billing;
    private final Runnable released;

    HeldBills(Calls calls, Billing billing, List<Hold> holds, Runnable released) {
        super(I18NProvider.translate("closes.holds"));
        this.calls = calls;
        this.billing = billing;
        this.released = released;
        var formats = Formats.current();
        add(
                Text.paragraph(getTranslation("closes.holds.text")),
                new Table<Hold>(getTranslation("closes.holds"))
                        .column(
                                getTranslation("closes.organisation"),
                                hold -> Links.to(
                                        "operator/tenants/" + hold.organisation(),
                                        hold.organisation().toString()))
                        .text(getTranslation("bills.month"), hold -> formats.month(hold.month()))
                        .number(getTranslation("closes.holds.net"), hold -> formats.money(hold.net()))
                        .number(getTranslation("closes.holds.median"), hold -> formats.money(hold.median()))
                        .text(getTranslation("closes.at"), hold -> formats.exact(hold.notedAt()))
                        .column(getTranslation("actions"), this::action)
                        .rows(holds));
    }

    private Component action(Hold hold) {
        return Buttons.plain(getTranslation("closes.release"), click -> ask(hold));
    }

    private void ask(Hold hold) {
        var formats = Formats.current();
        var once = new Once();
        new ReasonDialog(
                        new ReasonDialog.Words(
                                getTranslation("closes.release"),
                                getTranslation(
                                        "closes.release.text",
                                        formats.month(hold.month()),
                                        formats.money(hold.net()),
                                        formats.count(hold.times()),
                                        formats.money(hold.median())),
                                getTranslation("closes.reason"),
                                getTranslation("closes.release")),
                        "reason",
                        calls,
                        said -> once.of(() -> billing.closes()
                                        .release(
                                                hold.organisation(),
                                                hold.month().toString(),
                                                new ReleaseBill(hold.net(), said)))
                                .get(),
                        released)
                .open();
    }
}
