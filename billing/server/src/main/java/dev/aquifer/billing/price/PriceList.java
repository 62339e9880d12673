package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.PriceModel;
import dev.aquifer.billing.api.price.SkuKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All published prices as they stood at one moment: the public books, and the contracts of one organisation, which
/// override them entry by entry. May be used by several threads.
public final class PriceList {

    private static final String OTHER = "other";

    private final List<PriceBook> books;
    private final List<PriceBook> contracts;
    private final Map<String, String> origins;
    private final List<Instant> cuts;
    // What has been looked up; filled by whoever comes first, the same whoever does.
    private final Map<Asked, Optional<Rate>> known = new ConcurrentHashMap<>();

    private record Asked(Sku sku, int stretch) {}

    /// @param books public, oldest first, @param contracts of one organisation, oldest first
    /// @param origins of the chip types that billing knows
    public PriceList(List<PriceBook> books, List<PriceBook> contracts, Map<String, String> origins) {
        this.books = List.copyOf(books);
        this.contracts = List.copyOf(contracts);
        this.origins = Map.copyOf(origins);
        this.cuts = Stream.concat(books.stream(), contracts.stream())
                .flatMap(book -> Stream.of(Optional.of(book.from()), Optional.ofNullable(book.until())))
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .toList();
    }

    /// The public books, oldest first.
    public List<PriceBook> books() {
        return books;
    }

    /// The organisation's contracts, oldest first.
    public List<PriceBook> contracts() {
        return contracts;
    }

    /// The public book in force.
    public Optional<PriceBook> at(Instant instant) {
        return inForce(books, instant);
    }

    public Optional<PriceBook> contractAt(Instant instant) {
        return inForce(contracts, instant);
    }

    /// `CN` or `other`.
    public String origin(String chipType) {
        return origins.getOrDefault(chipType, OTHER);
    }

    /// The price of the SKU at this instant, and how long it has held and will hold as far as is known.
    public Optional<Rate> rate(Sku sku, Instant at) {
        int stretch = stretch(at);
        return stretch < 0 ? Optional.empty() : known.computeIfAbsent(new Asked(sku, stretch), this::looked);
    }

    /// When something about the prices may change next, as far as is known.
    public Optional<Instant> nextCut(Instant after) {
        return cuts.stream().filter(cut -> cut.isAfter(after)).findFirst();
    }

    /// Index of the last cut that is not after the instant.
    private int stretch(Instant at) {
        int stretch = -1;
        while (stretch + 1 < cuts.size() && !cuts.get(stretch + 1).isAfter(at)) {
            stretch++;
        }
        return stretch;
    }

    private Optional<Rate> looked(Asked asked) {
        Rate here = found(asked.sku(), cuts.get(asked.stretch()));
        if (here == null) {
            return Optional.empty();
        }
        int first = asked.stretch();
        while (first > 0 && same(here, found(asked.sku(), cuts.get(first - 1)))) {
            first--;
        }
        int end = asked.stretch() + 1;
        while (end < cuts.size() && same(here, found(asked.sku(), cuts.get(end)))) {
            end++;
        }
        return Optional.of(here.over(cuts.get(first), end < cuts.size() ? cuts.get(end) : null));
    }

    private static boolean same(Rate here, @Nullable Rate there) {
        return there != null && here.same(there);
    }

    private @Nullable Rate found(Sku sku, Instant at) {
        PriceBook contract = inForce(contracts, at).orElse(null);
        PriceBook book = inForce(books, at).orElse(null);
        PriceEntry list = book == null ? null : matching(book, sku);
        if (contract != null) {
            PriceEntry own = matching(contract, sku);
            if (own != null && own.model() != PriceModel.LIST) {
                return rate(contract, own, own, at);
            }
            PriceEntry discount = own != null ? own : discount(contract, sku);
            if (discount != null && list != null) {
                return rate(contract, discount, list, at);
            }
        }
        return book == null || list == null ? null : rate(book, list, list, at);
    }

    private static @Nullable PriceEntry discount(PriceBook contract, Sku sku) {
        for (Sku way : ways(sku)) {
            PriceEntry entry = contract.entries().get(way.ofAllItems());
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    private static @Nullable PriceEntry matching(PriceBook book, Sku sku) {
        for (Sku way : ways(sku)) {
            PriceEntry entry = book.entries().get(way);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    /// The most special first: the pool before the chip type, a training job's price before that of any lease.
    static List<Sku> ways(Sku sku) {
        if (sku.kind() != SkuKind.TRAINING) {
            return List.of(sku, sku.ofAnyPool());
        }
        Sku lease = sku.as(SkuKind.LEASE);
        return List.of(sku, sku.ofAnyPool(), lease, lease.ofAnyPool());
    }

    private static Rate rate(PriceBook book, PriceEntry entry, PriceEntry priced, Instant at) {
        return new Rate(entry, priced, book.version(), book.contract(), book.from(), at, null);
    }

    private static Optional<PriceBook> inForce(List<PriceBook> books, Instant at) {
        return books.stream().filter(book -> book.inForce(at)).findFirst();
    }
}
