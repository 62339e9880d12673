package dev.aquifer.console.money;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.payment.BalanceView;
import dev.aquifer.billing.api.payment.OpenBill;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Icons;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.PagedTable;
import dev.aquifer.console.part.Refresh;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How much money is there, what makes it up, what is owed; top-ups, payments of bills, refunds.
@Route("balance")
@OpenTo(Audience.PAYERS)
public class BalancePage extends Page {
    private final Calls calls;
    private final Billing billing;
    private final boolean may = Visit.current().applies();
    private final Loaded<BalanceView> balance;
    private final Loaded<?> transfers;
    private final Loaded<?> refunds;
    private @Nullable BalanceView last;

    BalancePage(Calls calls, Billing billing) {
        super("nav.balance");
        this.calls = calls;
        this.billing = billing;
        var book = Links.button(getTranslation("nav.ledger"), "ledger");
        if (may) {
            var topUp = Buttons.primary(getTranslation("money.topUp"), click -> transfer(null));
            topUp.setIcon(Icons.of(VaadinIcon.PLUS));
            topUp.setId("top-up");
            var back = Buttons.plain(getTranslation("money.refund"), click -> refund());
            back.setId("refund");
            heading(getTranslation("nav.balance"), getTranslation("money.balance.about"), topUp, back, book);
        } else {
            heading(getTranslation("nav.balance"), getTranslation("money.balance.about"), book);
        }
        balance = new Loaded<>(calls, 5, billing.payments()::balance, this::shown).also(now -> last = now);
        transfers = new Loaded<>(calls, 2, billing.payments()::transfers, MoneyTables::transfers);
        refunds = new Loaded<>(calls, 2, billing.payments()::refunds, list -> MoneyTables.refunds(list, null));
        add(
                balance,
                new Card(getTranslation("money.transfers"), transfers),
                new Card(
                        getTranslation("money.payments"),
                        new PagedTable<>(
                                calls,
                                MoneyTables.payments(),
                                after -> {
                                    var page = billing.payments().payments(after, 20);
                                    return new PagedTable.Slice<>(page.items(), page.next());
                                },
                                new EmptyState(getTranslation("money.payments.none")))),
                new Card(getTranslation("money.refunds"), refunds),
                new Card(
                        getTranslation("money.notes"),
                        new Loaded<>(calls, 2, billing.payments()::creditNotes, MoneyTables::creditNotes)),
                new Refresh(Duration.ofSeconds(5), this::again));
    }

    private Component shown(BalanceView now) {
        var all = new Div(
                new BalanceFacts(now),
                new Card(getTranslation("money.open"), MoneyTables.open(now.open(), may ? this::pay : null)));
        all.addClassName("aq-stack");
        return all;
    }

    private Component pay(OpenBill bill) {
        return Buttons.plain(getTranslation("money.pay"), click -> transfer(bill));
    }

    private void transfer(@Nullable OpenBill bill) {
        if (last != null) {
            new TransferDialog(calls, billing, last.transferTo(), bill, this::again).open();
        }
    }

    private void refund() {
        if (last != null) {
            new RefundDialog(calls, billing, last.refundable(), this::again).open();
        }
    }

    private void again() {
        balance.fetch();
        transfers.fetch();
        refunds.fetch();
    }
}
