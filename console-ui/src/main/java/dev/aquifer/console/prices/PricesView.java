package dev.aquifer.console.prices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.price.OwnPrice;
import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.SkuKind;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.ChipNames;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.platform.api.storage.StorageRecorded;
import java.util.Arrays;
import java.util.List;

/// What everything costs the organisation now, by its contract or the public book, and what a million tokens cost on
/// each chip.
@Route("prices")
@OpenTo(Audience.MEMBERS)
public class PricesView extends Page {
    private final Formats formats = Formats.current();

    PricesView(Calls calls, Billing billing, Platform platform) {
        super("nav.prices");
        heading(getTranslation("nav.prices"), getTranslation("prices.own.sub"));
        add(new ComparisonCard(calls, billing, platform));
        add(new Loaded<>(calls, 8, () -> new Own(billing.prices().own(), ChipNames.ask(platform)), this::show));
    }

    /// @param chips the names of the types
    private record Own(List<OwnPrice> prices, ChipNames chips) {}

    private Component show(Own own) {
        var prices = own.prices();
        var all = new Div();
        all.addClassName("aq-stack");
        if (prices.isEmpty()) {
            all.add(new Card(new EmptyState(getTranslation("prices.own.none"))));
        }
        Arrays.stream(SkuKind.values()).forEach(kind -> {
            var ofKind = prices.stream()
                    .filter(price -> price.entry().kind() == kind)
                    .toList();
            if (!ofKind.isEmpty()) {
                all.add(card(kind, ofKind, own.chips()));
            }
        });
        return all;
    }

    private Card card(SkuKind kind, List<OwnPrice> prices, ChipNames chips) {
        var title = getTranslation("sku." + kind);
        var table = new Table<OwnPrice>(title)
                .column(getTranslation("prices.item"), price -> item(price, chips))
                .column(getTranslation("prices.how"), price -> Entries.how(price.entry()))
                .number(
                        getTranslation("prices.list"),
                        price -> price.list() == null ? Formats.NOTHING : formats.price(price.list()))
                .numbers(
                        getTranslation(
                                "prices.now",
                                getTranslation("unit.price." + prices.getFirst().unit())),
                        price -> price.unitPrice() == null
                                ? Text.note(Formats.NOTHING)
                                : Text.twoLines(formats.price(price.unitPrice()), price.book()))
                .rows(prices);
        return new Card(title, table).beside(Text.note(getTranslation("prices.withoutVat")));
    }

    private Component item(OwnPrice price, ChipNames chips) {
        var entry = price.entry();
        var cell = Text.twoLines(named(entry, chips), Entries.below(entry));
        if (price.contract()) {
            cell.add(new Badge(getTranslation("prices.contract")));
        }
        return cell;
    }

    private Span named(PriceEntry entry, ChipNames chips) {
        return switch (entry.kind()) {
            case LEASE, TRAINING -> new Span(formats.chip(chips.of(entry.item())));
            case STORAGE ->
                entry.item().equals(StorageRecorded.MODEL_FILES)
                        ? new Span(getTranslation("sku.storage." + entry.item()))
                        : Text.code(entry.item());
            case TOKENS, FEE -> Text.code(entry.item());
        };
    }
}
