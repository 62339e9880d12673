package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.OwnPrice;
import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.PriceModel;
import dev.aquifer.billing.api.price.SkuKind;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What each SKU costs an organisation at an instant. Runs in the caller's transaction, bound to the organisation.
@ApplicationScoped
class OwnPrices {

    private final PriceBooks books;
    private final Sql sql;

    OwnPrices(PriceBooks books, Sql sql) {
        this.books = books;
        this.sql = sql;
    }

    List<OwnPrice> of(UUID organisation, Instant at) {
        PriceList list = books.of(organisation);
        Map<String, BigDecimal> counted = counted(organisation, ServiceTime.month(at));
        Stream<PriceEntry> named = Stream.concat(list.contractAt(at).stream(), list.at(at).stream())
                .flatMap(book -> book.entries().values().stream());
        return named.filter(entry -> !entry.item().equals(Sku.ALL))
                .filter(entry -> entry.kind() != SkuKind.FEE)
                .map(Sku::of)
                .distinct()
                .map(sku -> list.rate(sku, at).map(rate -> view(list, sku, rate, at, counted)))
                .flatMap(Optional::stream)
                .sorted((a, b) -> PriceBook.ORDER.compare(a.entry(), b.entry()))
                .toList();
    }

    private static OwnPrice view(PriceList list, Sku sku, Rate rate, Instant at, Map<String, BigDecimal> counted) {
        YearMonth month = ServiceTime.month(at);
        String tally = rate.tally(month);
        BigDecimal before = tally == null ? BigDecimal.ZERO : counted.getOrDefault(tally, BigDecimal.ZERO);
        BigDecimal price = rate.pricing(month).marginal(before, before, rate.unit());
        PriceEntry listed = list.at(at)
                .flatMap(book -> book.entry(sku).or(() -> book.entry(sku.ofAnyPool())))
                .orElse(null);
        return new OwnPrice(
                shown(sku, rate),
                sku.pool(),
                listed == null || listed.model() != PriceModel.PER_UNIT ? null : listed.price(),
                price(price.multiply(BigDecimal.ONE.subtract(rate.discount()))),
                rate.unit().name(),
                rate.book(),
                rate.contract(),
                rate.from(),
                rate.until());
    }

    /// Under the SKU that was asked for, with the price that counts and the discount that is taken off it.
    private static PriceEntry shown(Sku sku, Rate rate) {
        PriceEntry priced = rate.priced();
        return new PriceEntry(
                sku.kind(),
                sku.item(),
                sku.bucket(),
                sku.pool(),
                priced.model(),
                priced.price(),
                priced.tiers(),
                priced.size(),
                priced.overage(),
                priced.termFrom(),
                priced.termTo(),
                rate.minimum(),
                rate.entry().discount());
    }

    /// What the month's counts have come to, by tally.
    private Map<String, BigDecimal> counted(UUID organisation, YearMonth month) {
        Map<String, BigDecimal> counted = new HashMap<>();
        sql.list(
                "select tally, sum(quantity) as counted from charge"
                        + " where organisation_id = ? and tally is not null and month = ? group by tally",
                row -> counted.put(Sql.text(row, "tally"), Sql.decimal(row, "counted")) == null,
                organisation,
                month);
        return counted;
    }

    private static @Nullable BigDecimal price(BigDecimal exact) {
        return Objects.requireNonNull(PriceRows.price(exact));
    }
}
