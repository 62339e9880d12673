package dev.aquifer.console.money;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.Page;
import dev.aquifer.billing.api.bill.PostingView;
import dev.aquifer.billing.api.ledger.AccountBalance;
import dev.aquifer.billing.api.ledger.EntryView;
import dev.aquifer.billing.api.ledger.SealView;
import dev.aquifer.billing.api.ledger.TransactionView;
import dev.aquifer.billing.api.ledger.TrialBalance;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Downloads;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.PagedTable;
import dev.aquifer.console.part.Pairs;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A book: its accounts, the entries of one, a transaction, the newest seals. It does not know whose book it is.
public class Book extends Div {
    private static final int PAGE = 50;

    /// Where the figures come from.
    ///
    /// @param path of the page; an account's stands below it
    /// @param charge shows what the charge of a transaction was made from
    public record Source(
            String path,
            Supplier<TrialBalance> accounts,
            Entries entries,
            Function<EntryView, TransactionView> transaction,
            Supplier<List<SealView>> seals,
            Supplier<Response> journal,
            BiFunction<UUID, UUID, Component> charge) {}

    /// The entries of an account, after the one of this transaction.
    @FunctionalInterface
    public interface Entries {
        Page<EntryView> of(String account, @Nullable UUID after, int limit);
    }

    private final Calls calls;
    private final Source source;
    private final Formats formats = Formats.current();

    /// @param account whose entries are shown; null for the trial balance
    public Book(Calls calls, Source source, @Nullable String account) {
        this.calls = calls;
        this.source = source;
        addClassName("aq-stack");
        if (account == null) {
            add(
                    new Card(getTranslation("ledger.trial"), new Loaded<>(calls, 6, source.accounts(), this::trial))
                            .beside(Downloads.button(
                                    calls,
                                    getTranslation("ledger.journal"),
                                    new Downloads.File("aquifer.journal", "text/plain"),
                                    () -> bytes(source.journal().get()))),
                    new Card(getTranslation("ledger.seals"), new Loaded<>(calls, 2, source.seals(), this::seals)));
        } else {
            add(new Card(getTranslation("ledger.account", account), entries(account)));
        }
    }

    private static byte[] bytes(Response journal) {
        try (journal) {
            if (journal.getStatus() >= 400) {
                throw new WebApplicationException(journal.getStatus());
            }
            return journal.readEntity(byte[].class);
        }
    }

    private Component trial(TrialBalance trial) {
        if (trial.accounts().isEmpty()) {
            return new EmptyState(getTranslation("ledger.none"));
        }
        var table = new Table<AccountBalance>(getTranslation("ledger.trial"))
                .column(
                        getTranslation("ledger.account.name"),
                        one -> Links.to(source.path() + "/" + one.account(), one.account()))
                .number(getTranslation("ledger.debit"), one -> formats.amount(one.debit()))
                .number(getTranslation("ledger.credit"), one -> formats.amount(one.credit()))
                .number(getTranslation("ledger.balance"), one -> formats.amount(one.balance()));
        table.rows(trial.accounts());
        return new Div(
                table,
                Text.note(getTranslation(
                        "ledger.sum",
                        formats.money(trial.debit()),
                        formats.money(trial.credit()),
                        formats.exact(trial.at()))));
    }

    private Component seals(List<SealView> seals) {
        if (seals.isEmpty()) {
            return new EmptyState(getTranslation("ledger.seals.none"));
        }
        return new Div(
                new Table<SealView>(getTranslation("ledger.seals"))
                        .column(
                                getTranslation("ledger.seal"),
                                seal -> Text.twoLines(formats.count(seal.number()), formats.exact(seal.sealedAt())))
                        .number(getTranslation("ledger.seal.transactions"), seal -> formats.count(seal.transactions()))
                        .column(
                                getTranslation("ledger.seal.hash"),
                                seal -> Text.exact(seal.hash().substring(0, 16) + "…", seal.hash()))
                        .rows(seals.stream().limit(10).toList()),
                Text.note(getTranslation("ledger.seals.why")));
    }

    private Component entries(String account) {
        var table = new Table<EntryView>(getTranslation("ledger.account", account))
                .text(getTranslation("ledger.at"), entry -> formats.exact(entry.at()))
                .text(getTranslation("ledger.cause"), EntryView::cause)
                .text(getTranslation("money.bill"), entry -> formats.month(entry.month()))
                .number(getTranslation("ledger.debit"), entry -> side(entry.debit()))
                .number(getTranslation("ledger.credit"), entry -> side(entry.credit()))
                .column(
                        getTranslation("ledger.transaction"),
                        entry -> Buttons.quiet(getTranslation("ledger.open"), click -> open(entry)));
        return new PagedTable<>(
                calls,
                table,
                after -> {
                    var page = source.entries().of(account, after, PAGE);
                    return new PagedTable.Slice<>(page.items(), page.next());
                },
                new EmptyState(getTranslation("ledger.none")));
    }

    /// A debit side that is empty says nothing.
    private String side(Money amount) {
        return amount.isZero() ? "" : formats.amount(amount);
    }

    private void open(EntryView entry) {
        calls.make(() -> source.transaction().apply(entry), this::open, Notices::failed);
    }

    private void open(TransactionView transaction) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("ledger.transaction"));
        dialog.setWidth("44rem");
        dialog.setMaxWidth("100%");
        dialog.add(
                new Pairs()
                        .with(getTranslation("ledger.key"), Text.code(transaction.key()))
                        .with(getTranslation("ledger.at"), formats.exact(transaction.at()))
                        .with(getTranslation("ledger.author"), transaction.author())
                        .with(
                                getTranslation("ledger.seal"),
                                transaction.seal() == null
                                        ? getTranslation("ledger.unsealed")
                                        : formats.count(transaction.seal())),
                new Table<PostingView>(getTranslation("ledger.transaction"))
                        .text(getTranslation("ledger.account.name"), PostingView::account)
                        .number(getTranslation("ledger.debit"), posting -> side(posting.debit()))
                        .number(getTranslation("ledger.credit"), posting -> side(posting.credit()))
                        .rows(transaction.postings()));
        var charge = transaction.charge();
        if (charge != null) {
            dialog.add(source.charge().apply(transaction.organisation(), charge));
        }
        dialog.getFooter().add(Buttons.primary(getTranslation("money.close"), click -> dialog.close()));
        dialog.open();
    }
}
