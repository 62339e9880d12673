package dev.aquifer.console.prices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.PriceTier;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Puts an entry of a price book into words.
final class Entries {
    private Entries() {}

    /// Bucket, pool, or nothing.
    static String below(PriceEntry entry) {
        List<String> words = new ArrayList<>();
        if (entry.bucket() != null) {
            words.add(word("bill.bucket." + entry.bucket()));
        }
        if (entry.pool() != null) {
            words.add(word("prices.pool", entry.pool().toString().substring(0, 8)));
        }
        return String.join(" · ", words);
    }

    /// The model, and its figures in a second line.
    static Component how(PriceEntry entry) {
        List<String> lines = new ArrayList<>(figures(entry));
        if (entry.minimum() != null) {
            lines.add(word("prices.minimum.is", Formats.current().money(entry.minimum())));
        }
        if (entry.discount() != null) {
            lines.add(word("prices.discount.is", Formats.current().percent(entry.discount())));
        }
        var cell = new Div(new Span(word("price.model." + entry.model())));
        cell.addClassName("aq-cell2");
        lines.forEach(line -> cell.add(Text.note(line)));
        return cell;
    }

    private static List<String> figures(PriceEntry entry) {
        var formats = Formats.current();
        return switch (entry.model()) {
            case PER_UNIT, FLAT, ONE_TIME, MINIMUM -> List.of(price(entry.price()));
            case GRADUATED, VOLUME -> {
                List<String> lines = new ArrayList<>();
                for (var tier : tiers(entry)) {
                    lines.add(
                            tier.upTo() == null
                                    ? word("prices.tier.rest", formats.price(tier.price()))
                                    : word("prices.tier", formats.number(tier.upTo()), formats.price(tier.price())));
                }
                yield lines;
            }
            case PACKAGE -> {
                var one = word("prices.package", number(entry.size()), price(entry.price()));
                yield entry.overage() == null
                        ? List.of(one)
                        : List.of(one, word("prices.overage.is", price(entry.overage())));
            }
            case RESERVED ->
                List.of(
                        word(
                                "prices.reserved",
                                number(entry.size()),
                                price(entry.price()),
                                String.valueOf(entry.termFrom()),
                                String.valueOf(entry.termTo())),
                        word("prices.overage.is", price(entry.overage())));
            case LIST -> List.of();
        };
    }

    static List<PriceTier> tiers(PriceEntry entry) {
        return Objects.requireNonNullElse(entry.tiers(), List.of());
    }

    private static String price(@Nullable BigDecimal price) {
        return price == null ? Formats.NOTHING : Formats.current().price(price);
    }

    private static String number(@Nullable BigDecimal number) {
        return number == null ? Formats.NOTHING : Formats.current().number(number);
    }

    private static String word(String key, Object... values) {
        return I18NProvider.translate(key, values);
    }
}
