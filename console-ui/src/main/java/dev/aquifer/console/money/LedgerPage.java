package dev.aquifer.console.money;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.Route;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The organisation's own book: accounts, their entries, and behind an entry the charge with its facts.
@Route("ledger")
@OpenTo(Audience.PAYERS)
public class LedgerPage extends Page implements HasUrlParameter<String> {
    private final Calls calls;
    private final Billing billing;
    private @Nullable Book book;

    LedgerPage(Calls calls, Billing billing) {
        super("nav.ledger");
        this.calls = calls;
        this.billing = billing;
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable String account) {
        if (book != null) {
            remove(book);
        }
        heading(
                getTranslation("nav.ledger"),
                getTranslation("ledger.about"),
                account == null
                        ? Links.button(getTranslation("nav.balance"), "balance")
                        : Links.button(getTranslation("ledger.trial"), "ledger"));
        var ledger = billing.ledger();
        book = new Book(
                calls,
                new Book.Source(
                        "ledger",
                        () -> ledger.accounts(null, null),
                        ledger::entries,
                        entry -> ledger.transaction(entry.transaction()),
                        ledger::seals,
                        ledger::journal,
                        this::charge),
                account);
        add(book);
    }

    private Component charge(UUID organisation, UUID charge) {
        return new OpenedCharge(
                calls,
                () -> billing.bills().charge(charge),
                after -> billing.bills().facts(charge, after, OpenedCharge.FACTS));
    }
}
