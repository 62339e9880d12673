package dev.aquifer.billing.price;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.PriceModel;
import dev.aquifer.billing.api.price.PriceTier;
import dev.aquifer.billing.api.price.SkuKind;
import dev.aquifer.billing.sql.Sql;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Entries as the tables `price_entry` and `contract_entry` keep them.
final class PriceRows {

    static final String COLUMNS = "kind, item, bucket, pool, model, price, tier_up_to, tier_price, size, overage,"
            + " term_from, term_to, minimum, discount";
    static final String VALUES = "?, ?, ?, ?, ?, ?, ?::numeric[], ?::numeric[], ?, ?, ?, ?, ?, ?";

    private PriceRows() {}

    static PriceEntry read(ResultSet row) throws SQLException {
        String bucket = row.getString("bucket");
        BigDecimal minimum = row.getBigDecimal("minimum");
        BigDecimal discount = Sql.decimal(row, "discount");
        return new PriceEntry(
                SkuKind.valueOf(Sql.text(row, "kind")),
                Sql.text(row, "item"),
                bucket == null ? null : Bucket.valueOf(bucket),
                Sql.uuidOrNull(row, "pool"),
                PriceModel.valueOf(Sql.text(row, "model")),
                price(row.getBigDecimal("price")),
                tiers(decimals(row.getArray("tier_up_to")), decimals(row.getArray("tier_price"))),
                number(row.getBigDecimal("size")),
                price(row.getBigDecimal("overage")),
                month(row.getString("term_from")),
                month(row.getString("term_to")),
                minimum == null ? null : new Money(minimum),
                discount.signum() == 0 ? null : number(discount));
    }

    /// The values in the order of the columns, after those that say which book and line.
    static List<@Nullable Object> values(PriceEntry entry) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(entry.kind());
        values.add(entry.item());
        values.add(entry.bucket());
        values.add(entry.pool());
        values.add(entry.model());
        values.add(entry.price());
        List<PriceTier> tiers = Objects.requireNonNull(entry.tiers());
        values.add(tiers.stream()
                .flatMap(tier -> Stream.ofNullable(tier.upTo()))
                .map(BigDecimal::toPlainString)
                .toList());
        values.add(tiers.stream().map(tier -> tier.price().toPlainString()).toList());
        values.add(entry.size());
        values.add(entry.overage());
        values.add(entry.termFrom());
        values.add(entry.termTo());
        values.add(entry.minimum());
        values.add(Objects.requireNonNullElse(entry.discount(), BigDecimal.ZERO));
        return values;
    }

    /// Without the zeros that the column's scale adds, but with two decimals at least, as prices are written.
    static @Nullable BigDecimal price(@Nullable BigDecimal stored) {
        BigDecimal number = number(stored);
        return number == null || number.scale() >= 2 ? number : number.setScale(2);
    }

    static @Nullable BigDecimal number(@Nullable BigDecimal stored) {
        if (stored == null) {
            return null;
        }
        BigDecimal stripped = stored.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static List<PriceTier> tiers(List<BigDecimal> upTo, List<BigDecimal> prices) {
        List<PriceTier> tiers = new ArrayList<>();
        for (int i = 0; i < prices.size(); i++) {
            tiers.add(new PriceTier(
                    i < upTo.size() ? number(upTo.get(i)) : null, Objects.requireNonNull(price(prices.get(i)))));
        }
        return tiers;
    }

    private static List<BigDecimal> decimals(Array array) throws SQLException {
        return List.of((BigDecimal[]) array.getArray());
    }

    private static @Nullable YearMonth month(@Nullable String stored) {
        return stored == null ? null : YearMonth.parse(stored);
    }
}
