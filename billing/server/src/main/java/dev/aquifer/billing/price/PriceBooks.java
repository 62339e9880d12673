package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.api.price.TokenPrice;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Reads the price books. The entries of a book are kept in memory for good: they never change once written.
/// Which books there are, and from when, is read each time.
@ApplicationScoped
public class PriceBooks {

    private final Sql sql;
    private final Map<String, Entries> entries = new ConcurrentHashMap<>();

    PriceBooks(Sql sql) {
        this.sql = sql;
    }

    /// All books that are published now, in the caller's transaction.
    public PriceList all() {
        return new PriceList(sql.list(
                "select version, valid_from, lead(valid_from) over (order by valid_from) as valid_until, currency, vat_rate"
                        + " from price_book order by valid_from",
                row -> {
                    String version = Sql.text(row, "version");
                    Entries known = entries.computeIfAbsent(version, this::read);
                    return new PriceBook(
                            version,
                            Sql.instant(row, "valid_from"),
                            Sql.instantOrNull(row, "valid_until"),
                            Sql.text(row, "currency"),
                            plain(Sql.decimal(row, "vat_rate")),
                            known.chips(),
                            known.tokens());
                }));
    }

    private Entries read(String version) {
        return new Entries(
                sql.list(
                        "select chip_type, chip_origin, price_per_chip_hour from price_book_chip"
                                + " where version = ? order by chip_type",
                        row -> new PriceBook.Chip(
                                Sql.text(row, "chip_type"),
                                Sql.text(row, "chip_origin"),
                                plain(Sql.decimal(row, "price_per_chip_hour"))),
                        version),
                sql.list(
                        "select model_slug, bucket, price_per_million from price_book_token"
                                + " where version = ? order by model_slug, bucket",
                        row -> new TokenPrice(
                                Sql.text(row, "model_slug"),
                                Bucket.valueOf(Sql.text(row, "bucket")),
                                plain(Sql.decimal(row, "price_per_million"))),
                        version));
    }

    /// Without the zeros that the column's scale adds, but with two decimals at least, as prices are written.
    private static BigDecimal plain(BigDecimal stored) {
        BigDecimal stripped = stored.stripTrailingZeros();
        return stripped.scale() < 2 ? stripped.setScale(2) : stripped;
    }

    private record Entries(List<PriceBook.Chip> chips, List<TokenPrice> tokens) {}
}
