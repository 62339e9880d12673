package dev.aquifer.console.prices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.server.streams.UploadEvent;
import dev.aquifer.billing.api.price.BookState;
import dev.aquifer.billing.api.price.BookView;
import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Calls.Answer;
import dev.aquifer.console.client.Problem;
import dev.aquifer.console.client.Violation;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.ErrorText;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Uploads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The entries of a book; of a draft each can be changed or taken out, others added, or all brought in as CSV.
class BookEntries extends Card {
    private final Calls calls;
    private final Billing billing;
    private final BookView book;
    private final Saving<List<PriceEntry>> save;
    private final Runnable changed;
    private final Div trouble = new Div();
    private final Div choice = new Div();

    private record Numbered(int number, PriceEntry entry) {}

    BookEntries(Calls calls, Billing billing, BookView book, Saving<List<PriceEntry>> save, Runnable changed) {
        super();
        this.calls = calls;
        this.billing = billing;
        this.book = book;
        this.save = save;
        this.changed = changed;
        offer();
        trouble.addClassName("aq-filter");
        trouble.setVisible(false);
        boolean edits = book.state() == BookState.DRAFT;
        var actions = new Div(csv());
        actions.addClassName("aq-actions");
        if (edits) {
            var add = Buttons.plain(
                    getTranslation("books.add"),
                    click -> new EntryDialog(null, book.organisation() != null, this::added).open());
            add.setId("entry-add");
            actions.add(choice, add);
        }
        var head = new Div(new H2(getTranslation("books.entries")), actions);
        head.addClassName("aq-cardhead");
        add(head, trouble, table(edits));
    }

    /// A new one each time: one that has failed keeps its file, and takes no other.
    private void offer() {
        var upload = Uploads.of(this::take, getTranslation("books.import"), ".csv");
        upload.setId("book-import");
        upload.setDropAllowed(false);
        choice.removeAll();
        choice.add(upload);
    }

    private Component table(boolean edits) {
        var table = new Table<Numbered>(getTranslation("books.entries"))
                .column(getTranslation("prices.item"), this::item)
                .column(getTranslation("prices.how"), row -> Entries.how(row.entry()));
        if (edits) {
            table.numbers(getTranslation("books.act"), this::acts);
        }
        for (var i = 0; i < book.entries().size(); i++) {
            table.row(new Numbered(i, book.entries().get(i)));
        }
        return table;
    }

    private Component item(Numbered row) {
        var kind = getTranslation("sku.short." + row.entry().kind());
        var below = Entries.below(row.entry());
        var name = row.entry().item().equals("*")
                ? new Span(getTranslation("prices.all"))
                : Text.code(row.entry().item());
        return Text.twoLines(name, below.isEmpty() ? kind : kind + " · " + below);
    }

    private Component acts(Numbered row) {
        var change = Buttons.quiet(
                getTranslation("books.entry.change"),
                click -> new EntryDialog(
                                row.entry(),
                                book.organisation() != null,
                                (entry, done, refused) -> replaced(row.number(), entry, done, refused))
                        .open());
        change.setAriaLabel(getTranslation("books.entry.change.of", row.entry().item()));
        var remove = Buttons.quiet(getTranslation("books.entry.remove"), click -> removed(row.number()));
        remove.setAriaLabel(getTranslation("books.entry.remove.of", row.entry().item()));
        var acts = new Div(change, remove);
        acts.addClassName("aq-actions");
        return acts;
    }

    private void added(PriceEntry entry, Runnable done, Consumer<Problem> refused) {
        var entries = new ArrayList<>(book.entries());
        entries.add(entry);
        save.save(entries, done, refused);
    }

    private void replaced(int number, PriceEntry entry, Runnable done, Consumer<Problem> refused) {
        var entries = new ArrayList<>(book.entries());
        entries.set(number, entry);
        save.save(entries, done, refused);
    }

    private void removed(int number) {
        var entries = new ArrayList<>(book.entries());
        entries.remove(number);
        save.save(entries, () -> {}, Notices::failed);
    }

    private Anchor csv() {
        var link = new Anchor(
                DownloadHandler.fromInputStream(event -> {
                    Answer<String> answer = calls.makeHere(
                            VaadinSession.getCurrent(), () -> billing.books().csv(book.version()));
                    return switch (answer) {
                        case Answer.Value<String>(var text) -> {
                            var bytes = text.getBytes(StandardCharsets.UTF_8);
                            yield new DownloadResponse(
                                    new ByteArrayInputStream(bytes), book.version() + ".csv", "text/csv", bytes.length);
                        }
                        case Answer.Refusal<String>(var problem) ->
                            DownloadResponse.error(problem.status() == 0 ? 503 : problem.status());
                    };
                }),
                getTranslation("books.export"));
        link.addClassName("aq-button");
        return link;
    }

    private void take(UploadEvent event) {
        var answer = calls.upload(
                event.getUI(),
                event.getSession(),
                () -> {
                    try (var file = event.getInputStream()) {
                        return billing.books()
                                .importCsv(book.version(), new String(file.readAllBytes(), StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                this::imported);
        if (answer instanceof Answer.Refusal<BookView>(var problem)) {
            event.reject(problem.slug());
        }
    }

    private void imported(Answer<BookView> answer) {
        trouble.removeAll();
        trouble.setVisible(false);
        switch (answer) {
            case Answer.Value<BookView>(var saved) -> {
                Notices.done(getTranslation("books.saved"));
                changed.run();
            }
            case Answer.Refusal<BookView>(var problem) -> {
                offer();
                trouble.add(new ErrorText(withLines(problem)));
                trouble.setVisible(true);
            }
        }
    }

    /// A file has no fields to put the words on: they name the line themselves.
    private static Problem withLines(Problem problem) {
        return problem.violations().isEmpty()
                ? problem
                : new Problem(
                        problem.slug(),
                        problem.status(),
                        null,
                        problem.violations().stream()
                                .map(wrong -> new Violation(wrong.field(), wrong.field() + ": " + wrong.message()))
                                .toList());
    }
}
