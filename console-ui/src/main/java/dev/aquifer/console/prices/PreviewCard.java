package dev.aquifer.console.prices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.price.RepriceView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import java.util.stream.Collectors;

/// The last month re-priced under a book, worked out by the server when it is asked for.
class PreviewCard extends Card {
    private final Formats formats = Formats.current();

    PreviewCard(Calls calls, Billing billing, String version) {
        super();
        var place = new Div();
        place.setId("book-preview");
        place.add(new EmptyState(getTranslation("books.preview.text")));
        var ask = Buttons.plain(getTranslation("books.preview.ask"), click -> {
            place.removeAll();
            place.add(new Loaded<>(calls, 6, () -> billing.repricing().preview(version, null), this::show));
        });
        ask.setId("book-preview-ask");
        var head = new Div(new H2(getTranslation("books.preview")), ask);
        head.addClassName("aq-cardhead");
        add(head, place);
    }

    private Component show(RepriceView view) {
        var all = new Div();
        all.addClassName("aq-stack");
        if (view.organisations().isEmpty()) {
            all.add(new EmptyState(getTranslation("books.preview.none", formats.month(view.month()))));
            return all;
        }
        all.add(Text.paragraph(getTranslation(
                "books.preview.sum",
                formats.month(view.month()),
                formats.money(view.before()),
                formats.money(view.after()),
                difference(view.after().minus(view.before())))));
        if (!view.unpriced().isEmpty()) {
            all.add(Text.paragraph(getTranslation("books.preview.unpriced", String.join(", ", view.unpriced()))));
        }
        all.add(new Table<RepriceView.Organisation>(getTranslation("books.preview"))
                .column(getTranslation("books.preview.organisation"), this::organisation)
                .number(getTranslation("books.preview.before"), one -> formats.money(one.before()))
                .number(getTranslation("books.preview.after"), one -> formats.money(one.after()))
                .number(getTranslation("books.preview.difference"), one -> difference(one.difference()))
                .rows(view.organisations()));
        all.add(
                new H3(getTranslation("books.preview.movers")),
                new Table<RepriceView.Mover>(getTranslation("books.preview.movers"))
                        .column(getTranslation("prices.item"), mover -> Text.code(mover.sku()))
                        .number(getTranslation("books.preview.before"), mover -> formats.money(mover.before()))
                        .number(getTranslation("books.preview.after"), mover -> formats.money(mover.after()))
                        .number(getTranslation("books.preview.difference"), mover -> difference(mover.difference()))
                        .rows(view.movers()));
        return all;
    }

    private Component organisation(RepriceView.Organisation one) {
        var movers = one.movers().stream()
                .filter(mover -> !mover.difference().isZero())
                .limit(3)
                .map(mover -> mover.sku() + " " + difference(mover.difference()))
                .collect(Collectors.joining(" · "));
        var name = new Span(one.name());
        name.addClassName("aq-strong");
        return Text.twoLines(name, movers);
    }

    private String difference(Money difference) {
        return (difference.isPositive() ? "+" : "") + formats.money(difference);
    }
}
