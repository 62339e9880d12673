package dev.aquifer.console.prices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.price.BookState;
import dev.aquifer.billing.api.price.BookSummary;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Tone;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.util.List;

/// All price books and contracts: drafts, the ones that count now, and those of the past.
@Route("operator/prices")
@OpenTo(Audience.OPERATORS)
public class BooksView extends Page {
    private final Formats formats = Formats.current();

    BooksView(Calls calls, Billing billing, Platform platform) {
        super("nav.operator.prices");
        var draft = Buttons.primary(
                getTranslation("books.new"), click -> new NewBookDialog(calls, billing, platform).open());
        draft.setId("book-new");
        heading(getTranslation("nav.operator.prices"), getTranslation("prices.sub"), draft);
        add(new Card(new Loaded<>(calls, 6, billing.books()::list, this::table)));
    }

    private Component table(List<BookSummary> books) {
        return new Table<BookSummary>(getTranslation("nav.operator.prices"))
                .column(getTranslation("books.version"), this::name)
                .column(getTranslation("state"), book -> state(book.state()))
                .column(getTranslation("books.for"), this::whose)
                .text(getTranslation("books.from"), book -> formats.minute(book.from()))
                .text(
                        getTranslation("books.until"),
                        book -> book.until() == null ? Formats.NOTHING : formats.minute(book.until()))
                .number(getTranslation("books.entries"), book -> formats.count(book.entries()))
                .column(
                        getTranslation("books.changed"),
                        book -> Text.twoLines(book.changedBy(), formats.minute(book.changedAt())))
                .rows(books);
    }

    private Component name(BookSummary book) {
        return Text.twoLines(Links.to("operator/prices/" + book.version(), book.version()), book.title());
    }

    private Component whose(BookSummary book) {
        return book.organisation() == null
                ? new Span(getTranslation("books.public"))
                : new Div(Text.twoLines(Formats.orNothing(book.organisationName()), getTranslation("prices.contract")));
    }

    static Status state(BookState state) {
        var status = new Status(
                I18NProvider.translate("books.state." + state),
                switch (state) {
                    case DRAFT -> Tone.BUSY;
                    case PUBLISHED -> Tone.GOOD;
                    case SUPERSEDED -> Tone.OFF;
                });
        return status;
    }
}
