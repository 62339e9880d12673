package dev.aquifer.console.operator;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.Route;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.money.Book;
import dev.aquifer.console.money.OpenedCharge;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The books of all organisations and of the platform together.
@Route("operator/ledger")
@OpenTo(Audience.OPERATORS)
public class LedgerView extends Page implements HasUrlParameter<String> {
    private final Calls calls;
    private final Billing billing;
    private @Nullable Book book;

    LedgerView(Calls calls, Billing billing) {
        super("nav.operator.ledger");
        this.calls = calls;
        this.billing = billing;
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable String account) {
        if (book != null) {
            remove(book);
        }
        if (account == null) {
            heading(getTranslation("nav.operator.ledger"), getTranslation("work.operator.ledger"));
        } else {
            heading(
                    getTranslation("nav.operator.ledger"),
                    getTranslation("work.operator.ledger"),
                    Links.button(getTranslation("ledger.trial"), "operator/ledger"));
        }
        var ledger = billing.platformLedger();
        book = new Book(
                calls,
                new Book.Source(
                        "operator/ledger",
                        () -> ledger.accounts(null, null, null),
                        (name, after, limit) -> ledger.entries(null, name, after, limit),
                        entry -> ledger.transaction(entry.organisation(), entry.transaction()),
                        ledger::seals,
                        ledger::journal,
                        this::charge),
                account);
        add(book);
    }

    private Component charge(UUID organisation, UUID charge) {
        var charges = billing.platformCharges();
        return new OpenedCharge(
                calls,
                () -> charges.charge(organisation, charge),
                after -> charges.facts(organisation, charge, after, OpenedCharge.FACTS));
    }
}
