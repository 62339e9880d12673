package dev.aquifer.console.operator;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.price.ChipPrice;
import dev.aquifer.billing.api.price.PriceBookView;
import dev.aquifer.billing.api.price.TokenPrice;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.util.List;

/// The price books, the one in force first. A published one is never changed.
@Route("operator/prices")
@OpenTo(Audience.OPERATORS)
public class PricesView extends Page {
    PricesView(Calls calls, Billing billing) {
        super("nav.operator.prices");
        heading(getTranslation("nav.operator.prices"), getTranslation("prices.sub"));
        add(new Loaded<>(calls, 8, billing.prices()::books, this::show));
    }

    private Component show(List<PriceBookView> books) {
        var all = new Div();
        all.addClassName("aq-stack");
        books.forEach(book -> all.add(chips(book), tokens(book)));
        return all;
    }

    private Card chips(PriceBookView book) {
        var formats = Formats.current();
        var card = new Card(getTranslation("prices.chips", book.version()));
        card.add(new Div(Text.note(
                getTranslation("prices.validFrom", formats.date(book.from()), formats.percent(book.vatRate())))));
        card.add(new Table<ChipPrice>(getTranslation("prices.chips", book.version()))
                .column(getTranslation("chip"), price -> Text.code(price.chipType()))
                .number(getTranslation("prices.perChipHour"), price -> formats.price(price.pricePerChipHour()))
                .rows(book.chips()));
        return card;
    }

    private Card tokens(PriceBookView book) {
        var formats = Formats.current();
        return new Card(
                getTranslation("prices.tokens", book.version()),
                new Table<TokenPrice>(getTranslation("prices.tokens", book.version()))
                        .column(getTranslation("prices.model"), price -> Text.code(price.modelSlug()))
                        .text(getTranslation("prices.bucket"), price -> getTranslation("bill.bucket." + price.bucket()))
                        .number(getTranslation("prices.perMillion"), price -> formats.price(price.pricePerMillion()))
                        .rows(book.tokens()));
    }
}
