package dev.aquifer.console.prices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.price.BookState;
import dev.aquifer.billing.api.price.BookView;
import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.SaveBook;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Problem;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Pairs;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One price book: what it is, its entries, what it would do to the last month; a draft can be changed and published.
@Route("operator/prices")
@OpenTo(Audience.OPERATORS)
public class BookPage extends Page implements HasUrlParameter<String> {
    private final Calls calls;
    private final Billing billing;
    private @Nullable Loaded<BookView> loaded;

    BookPage(Calls calls, Billing billing) {
        super("nav.operator.prices");
        this.calls = calls;
        this.billing = billing;
    }

    @Override
    public void setParameter(BeforeEvent event, String version) {
        var reading = new Loaded<>(calls, 8, () -> billing.books().book(version), this::show);
        loaded = reading;
        add(reading);
    }

    private void again() {
        if (loaded != null) {
            loaded.fetch();
        }
    }

    private Component show(BookView book) {
        head(book);
        var all = new Div(
                facts(book),
                new BookEntries(
                        calls,
                        billing,
                        book,
                        (entries, done, refused) -> save(book, entries, done, refused),
                        this::again),
                new PreviewCard(calls, billing, book.version()));
        all.addClassName("aq-stack");
        return all;
    }

    private void head(BookView book) {
        if (book.state() != BookState.DRAFT) {
            heading(book.version(), book.title());
            return;
        }
        var discard = Buttons.danger(getTranslation("books.discard"), click -> discard(book));
        discard.setId("book-discard");
        var change =
                Buttons.plain(getTranslation("books.change"), click -> new BookHeadDialog(book, this::save).open());
        change.setId("book-change");
        var publish = Buttons.primary(
                getTranslation("books.publish"), click -> new PublishDialog(calls, billing, book, this::again).open());
        publish.setId("book-publish");
        heading(book.version(), book.title(), publish, change, discard);
    }

    private Card facts(BookView book) {
        var formats = Formats.current();
        return new Card(
                getTranslation("books.about"),
                new Pairs()
                        .with(getTranslation("state"), BooksView.state(book.state()))
                        .with(
                                getTranslation("books.for"),
                                book.organisation() == null
                                        ? getTranslation("books.public")
                                        : Formats.orNothing(book.organisationName()))
                        .with(getTranslation("books.from"), formats.time(book.from()))
                        .with(getTranslation("books.until"), until(book.until(), formats))
                        .with(getTranslation("books.vat"), formats.percent(book.vatRate()))
                        .with(
                                getTranslation("books.changed"),
                                book.changedBy() + " · " + formats.minute(book.changedAt())));
    }

    private String until(@Nullable Instant until, Formats formats) {
        return until == null ? getTranslation("books.until.none") : formats.time(until);
    }

    private void save(BookView book, List<PriceEntry> entries, Runnable done, Consumer<Problem> refused) {
        save(
                new SaveBook(
                        book.version(),
                        book.title(),
                        book.organisation(),
                        book.from(),
                        book.until(),
                        book.currency(),
                        book.vatRate(),
                        book.revision(),
                        entries),
                done,
                refused);
    }

    private void save(SaveBook draft, Runnable done, Consumer<Problem> refused) {
        calls.make(
                () -> billing.books().save(draft.version(), draft),
                saved -> {
                    done.run();
                    Notices.done(getTranslation("books.saved"));
                    again();
                },
                refused);
    }

    private void discard(BookView book) {
        new Confirm(
                        getTranslation("books.discard.title", book.version()),
                        getTranslation("books.discard.text"),
                        getTranslation("books.discard"),
                        () -> calls.make(
                                () -> {
                                    billing.books().discard(book.version());
                                    return book.version();
                                },
                                version -> UI.getCurrent().navigate("operator/prices"),
                                Notices::failed))
                .open();
    }
}
