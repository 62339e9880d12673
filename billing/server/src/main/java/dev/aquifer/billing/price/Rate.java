package dev.aquifer.billing.price;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.SkuKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The price of a SKU over a stretch of time in which nothing about it changes.
///
/// @param entry that counts, @param priced where its price stands: the same entry, or the public one under a discount
/// @param book version that the entry is from, @param contract true if it is the organisation's own
/// @param begins when that book begins
/// @param from, @param until the stretch, half open; null: without a known end
public record Rate(
        PriceEntry entry,
        PriceEntry priced,
        String book,
        boolean contract,
        Instant begins,
        Instant from,
        @Nullable Instant until) {

    public Pricing pricing(YearMonth month) {
        return Pricing.of(priced).in(month);
    }

    /// The rate that is taken off the list amount.
    public BigDecimal discount() {
        return Objects.requireNonNullElse(entry.discount(), BigDecimal.ZERO);
    }

    public Unit unit() {
        return Unit.of(entry.kind());
    }

    public @Nullable Money minimum() {
        return entry.minimum();
    }

    /// Names the stretch; the version alone where the public book holds from its beginning on.
    public String name() {
        return !contract && from.equals(begins) ? book : book + "@" + from;
    }

    /// What the charges of a service month are counted under; null if each stands for itself. Storage always counts
    /// together: a small file costs less than half a fen a day, and rounded by itself each day it would be free.
    public @Nullable String tally(YearMonth month) {
        return pricing(month).counts() || minimum() != null || entry.kind() == SkuKind.STORAGE
                ? sku() + "|" + month + "|" + name()
                : null;
    }

    /// The SKU as the entry has it: use of all pools counts together unless the pool has an entry of its own.
    public Sku sku() {
        return Sku.of(entry.item().equals(Sku.ALL) ? priced : entry);
    }

    boolean same(Rate other) {
        return entry.equals(other.entry)
                && priced.equals(other.priced)
                && book.equals(other.book)
                && begins.equals(other.begins);
    }

    Rate over(Instant start, @Nullable Instant end) {
        return new Rate(entry, priced, book, contract, begins, start, end);
    }
}
