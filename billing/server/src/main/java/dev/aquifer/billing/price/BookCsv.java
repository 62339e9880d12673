package dev.aquifer.billing.price;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.PriceModel;
import dev.aquifer.billing.api.price.PriceTier;
import dev.aquifer.billing.api.price.SkuKind;
import dev.aquifer.billing.problem.Problems.Violation;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Entries as CSV, one a line. Tiers stand in one cell: `1000000:2.00;:1.50` is 2.00 up to a million and 1.50 beyond.
/// Values never hold a comma or a quote; a reader that quotes cells all the same is understood.
final class BookCsv {

    static final List<String> HEADER = List.of(
            "kind",
            "item",
            "bucket",
            "pool",
            "model",
            "price",
            "tiers",
            "size",
            "overage",
            "term_from",
            "term_to",
            "minimum",
            "discount");

    /// Entries, or what is wrong with which line.
    record Read(List<PriceEntry> entries, List<Violation> faults) {}

    private BookCsv() {}

    static String write(List<PriceEntry> entries) {
        StringBuilder csv = new StringBuilder(String.join(",", HEADER)).append('\n');
        for (PriceEntry entry : entries) {
            csv.append(String.join(
                            ",",
                            entry.kind().name(),
                            entry.item(),
                            text(entry.bucket()),
                            text(entry.pool()),
                            entry.model().name(),
                            plain(entry.price()),
                            Objects.requireNonNull(entry.tiers()).stream()
                                    .map(tier -> plain(tier.upTo()) + ":" + plain(tier.price()))
                                    .collect(Collectors.joining(";")),
                            plain(entry.size()),
                            plain(entry.overage()),
                            text(entry.termFrom()),
                            text(entry.termTo()),
                            text(entry.minimum()),
                            plain(entry.discount())))
                    .append('\n');
        }
        return csv.toString();
    }

    static Read read(String csv) {
        List<PriceEntry> entries = new ArrayList<>();
        List<Violation> faults = new ArrayList<>();
        String bare = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        List<String> lines = bare.lines().toList();
        if (lines.isEmpty() || !cells(lines.getFirst()).equals(HEADER)) {
            faults.add(new Violation("line 1", "the first line must be " + String.join(",", HEADER)));
            return new Read(entries, faults);
        }
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                new Line("line " + (i + 1), cells(lines.get(i)), faults).entry().ifPresent(entries::add);
            }
        }
        return new Read(entries, faults);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1))
                .map(String::strip)
                .map(cell -> cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"")
                        ? cell.substring(1, cell.length() - 1)
                        : cell)
                .toList();
    }

    private static String plain(@Nullable BigDecimal value) {
        return value == null ? "" : value.toPlainString();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private record Line(String name, List<String> cells, List<Violation> faults) {

        Optional<PriceEntry> entry() {
            if (cells.size() != HEADER.size()) {
                faults.add(new Violation(name, "has " + cells.size() + " cells instead of " + HEADER.size()));
                return Optional.empty();
            }
            int before = faults.size();
            SkuKind kind = needed("kind", SkuKind::valueOf);
            Bucket bucket = value("bucket", Bucket::valueOf);
            UUID pool = value("pool", UUID::fromString);
            PriceModel model = needed("model", PriceModel::valueOf);
            BigDecimal price = value("price", BigDecimal::new);
            List<PriceTier> tiers = value("tiers", BookCsv::tiers);
            BigDecimal size = value("size", BigDecimal::new);
            BigDecimal overage = value("overage", BigDecimal::new);
            YearMonth from = value("term_from", YearMonth::parse);
            YearMonth to = value("term_to", YearMonth::parse);
            Money minimum = value("minimum", Money::of);
            BigDecimal discount = value("discount", BigDecimal::new);
            if (cell("item").isEmpty()) {
                faults.add(new Violation(name + " item", "is missing"));
            }
            return faults.size() > before || kind == null || model == null
                    ? Optional.empty()
                    : Optional.of(new PriceEntry(
                            kind,
                            cell("item"),
                            bucket,
                            pool,
                            model,
                            price,
                            tiers,
                            size,
                            overage,
                            from,
                            to,
                            minimum,
                            discount));
        }

        private String cell(String column) {
            return cells.get(HEADER.indexOf(column));
        }

        private <T> @Nullable T needed(String column, Function<String, T> reader) {
            if (cell(column).isEmpty()) {
                faults.add(new Violation(name + " " + column, "is missing"));
                return null;
            }
            return value(column, reader);
        }

        private <T> @Nullable T value(String column, Function<String, T> reader) {
            String text = cell(column);
            if (text.isEmpty()) {
                return null;
            }
            try {
                return reader.apply(text);
            } catch (RuntimeException _) {
                // Every reader says in its own way that the text is none of its values; the line is named here.
                faults.add(new Violation(name + " " + column, "cannot be read: " + text));
                return null;
            }
        }
    }

    private static List<PriceTier> tiers(String text) {
        return Arrays.stream(text.split(";", -1))
                .map(tier -> {
                    int colon = tier.indexOf(':');
                    String upTo = tier.substring(0, colon).strip();
                    return new PriceTier(
                            upTo.isEmpty() ? null : new BigDecimal(upTo),
                            new BigDecimal(tier.substring(colon + 1).strip()));
                })
                .toList();
    }
}
