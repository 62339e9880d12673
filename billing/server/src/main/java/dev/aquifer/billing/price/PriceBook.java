package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.api.price.ChipPrice;
import dev.aquifer.billing.api.price.PriceBookView;
import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.PriceModel;
import dev.aquifer.billing.api.price.SkuKind;
import dev.aquifer.billing.api.price.TokenPrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A published price book, whole: the public one, or an organisation's contract.
///
/// @param until exclusive: its own end, or where its successor begins; null while there is none
public record PriceBook(
        String version,
        boolean contract,
        Instant from,
        @Nullable Instant until,
        String currency,
        BigDecimal vatRate,
        Map<Sku, PriceEntry> entries) {

    static final Comparator<PriceEntry> ORDER = Comparator.comparing(PriceEntry::kind)
            .thenComparing(PriceEntry::item)
            .thenComparing(PriceEntry::bucket, Comparator.nullsFirst(Comparator.<Bucket>naturalOrder()))
            .thenComparing(entry -> String.valueOf(entry.pool()));

    public PriceBook {
        entries = Map.copyOf(entries);
    }

    static Map<Sku, PriceEntry> bySku(List<PriceEntry> entries) {
        return entries.stream().collect(Collectors.toMap(Sku::of, Function.identity()));
    }

    /// As it would be if its reservations' terms took this month in.
    public PriceBook reservedIn(YearMonth month) {
        return new PriceBook(
                version,
                contract,
                from,
                until,
                currency,
                vatRate,
                bySku(entries.values().stream()
                        .map(entry -> reservedIn(month, entry))
                        .toList()));
    }

    private static PriceEntry reservedIn(YearMonth month, PriceEntry entry) {
        return entry.model() != PriceModel.RESERVED
                ? entry
                : new PriceEntry(
                        entry.kind(),
                        entry.item(),
                        entry.bucket(),
                        entry.pool(),
                        entry.model(),
                        entry.price(),
                        entry.tiers(),
                        entry.size(),
                        entry.overage(),
                        month,
                        month,
                        entry.minimum(),
                        entry.discount());
    }

    Optional<PriceEntry> entry(Sku sku) {
        return Optional.ofNullable(entries.get(sku));
    }

    public boolean inForce(Instant at) {
        return !at.isBefore(from) && (until == null || at.isBefore(until));
    }

    /// Prices per unit as everybody may read them; with tiers, that of the first.
    PriceBookView view() {
        return new PriceBookView(
                version,
                from,
                until,
                currency,
                vatRate,
                of(SkuKind.LEASE).stream()
                        .filter(entry -> entry.pool() == null)
                        .map(entry -> new ChipPrice(entry.item(), first(entry)))
                        .toList(),
                of(SkuKind.TOKENS).stream()
                        .map(entry ->
                                new TokenPrice(entry.item(), Objects.requireNonNull(entry.bucket()), first(entry)))
                        .toList());
    }

    private static BigDecimal first(PriceEntry entry) {
        return Pricing.of(entry).marginal(BigDecimal.ZERO, BigDecimal.ZERO, Unit.of(entry.kind()));
    }

    /// By item and bucket.
    public List<PriceEntry> of(SkuKind kind) {
        return entries.values().stream()
                .filter(entry -> entry.kind() == kind)
                .sorted(ORDER)
                .toList();
    }
}
