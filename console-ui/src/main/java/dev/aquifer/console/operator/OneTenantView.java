package dev.aquifer.console.operator;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.payment.AnswerRefund;
import dev.aquifer.billing.api.payment.OpenBill;
import dev.aquifer.billing.api.payment.RefundView;
import dev.aquifer.billing.api.payment.TenantMoney;
import dev.aquifer.billing.api.payment.WriteOff;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Once;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.money.BalanceFacts;
import dev.aquifer.console.money.MoneyTables;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Ids;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.ReasonDialog;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One tenant's money: what it has and owes, and what the operator can put right.
@Route("operator/tenants/:organisation")
@OpenTo(Audience.OPERATORS)
public class OneTenantView extends Page implements BeforeEnterObserver {
    private final Calls calls;
    private final Billing billing;
    private @Nullable Loaded<TenantMoney> loaded;

    OneTenantView(Calls calls, Billing billing) {
        super("treasury.tenant");
        this.calls = calls;
        this.billing = billing;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var organisation = Ids.of(event, "organisation");
        if (loaded != null) {
            remove(loaded);
        }
        var credit = Buttons.plain(
                getTranslation("treasury.note"),
                click -> new CreditNoteDialog(calls, billing, organisation, this::again).open());
        credit.setId("credit-note");
        heading(getTranslation("treasury.tenant"), getTranslation("treasury.tenant.about"), credit);
        var reading = new Loaded<>(
                calls, 6, () -> billing.treasury().money(organisation), money -> shown(organisation, money));
        loaded = reading;
        add(reading);
    }

    private Component shown(UUID organisation, TenantMoney money) {
        var payments = MoneyTables.payments();
        payments.rows(money.payments());
        var all = new Div(
                new BalanceFacts(money.balance()),
                new Card(
                        getTranslation("money.open"),
                        MoneyTables.open(money.balance().open(), bill -> writeOff(organisation, bill))),
                new Card(getTranslation("money.refunds"), MoneyTables.refunds(money.refunds(), this::answers)),
                new Card(getTranslation("money.transfers"), MoneyTables.transfers(money.transfers())),
                new Card(
                        getTranslation("money.payments"),
                        money.payments().isEmpty() ? new EmptyState(getTranslation("money.payments.none")) : payments),
                new Card(getTranslation("money.notes"), MoneyTables.creditNotes(money.creditNotes())));
        all.addClassName("aq-stack");
        return all;
    }

    private Component writeOff(UUID organisation, OpenBill bill) {
        return Buttons.danger(
                getTranslation("treasury.writeOff"),
                click -> asking(
                        "treasury.writeOff",
                        getTranslation(
                                "treasury.writeOff.text",
                                Formats.current().money(bill.outstanding()),
                                Formats.current().month(bill.month())),
                        "reason",
                        reason -> billing.treasury()
                                .writeOff(
                                        organisation,
                                        new WriteOff(bill.month().toString(), bill.outstanding(), reason))));
    }

    private Component answers(RefundView refund) {
        var actions = new Div();
        actions.addClassName("aq-actions");
        if (refund.state() == RefundView.State.ASKED) {
            actions.add(answer(refund, true, "treasury.refund.paid"), answer(refund, false, "treasury.refund.refuse"));
        }
        return actions;
    }

    private Component answer(RefundView refund, boolean paid, String key) {
        return Buttons.plain(
                getTranslation(key),
                click -> asking(
                        key,
                        getTranslation(key + ".text", Formats.current().money(refund.amount()), refund.account()),
                        "answer",
                        said -> billing.treasury()
                                .answerRefund(refund.organisation(), refund.id(), new AnswerRefund(paid, said))));
    }

    private <T> void asking(String key, String text, String field, Function<String, T> call) {
        var once = new Once();
        new ReasonDialog(
                        new ReasonDialog.Words(
                                getTranslation(key), text, getTranslation(key + ".label"), getTranslation(key)),
                        field,
                        calls,
                        said -> once.of(() -> call.apply(said)).get(),
                        this::again)
                .open();
    }

    private void again() {
        if (loaded != null) {
            loaded.fetch();
        }
    }
}
