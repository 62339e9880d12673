package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.ChipComparison;
import dev.aquifer.billing.api.price.ChipEstimate;
import dev.aquifer.billing.api.price.SkuKind;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a million output tokens of a model cost on each chip, at the speed that was measured (see [ChipSpeeds]):
/// `chips × price per chip-hour × 1,000,000 ÷ (tokens per second × 3,600)`. Runs in the caller's transaction, bound
/// to the organisation.
@ApplicationScoped
class Comparison {

    static final int DAYS = 30;

    private static final int DECIMALS = 6;
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

    private final PriceBooks books;
    private final ChipPrices prices;
    private final Sql sql;
    private final InstantSource clock;

    Comparison(PriceBooks books, ChipPrices prices, Sql sql, InstantSource clock) {
        this.books = books;
        this.prices = prices;
        this.sql = sql;
        this.clock = clock;
    }

    /// @param simulated of the chips, @param chips that a replica held
    private record Measured(String chipType, boolean simulated, int chips, long requests, long tokens, long millis) {}

    ChipComparison of(UUID organisation, String model) {
        Instant now = clock.instant();
        List<ChipComparison.OnChip> rows = new ArrayList<>();
        Set<String> measured = new HashSet<>();
        for (Measured one : measured(model, now)) {
            measured.add(one.chipType());
            rows.add(row(prices.estimate(organisation, one.chipType()), one));
        }
        books.of(organisation).at(now).stream()
                .flatMap(book -> book.of(SkuKind.LEASE).stream())
                .filter(entry -> entry.pool() == null && !measured.contains(entry.item()))
                .map(entry -> row(prices.estimate(organisation, entry.item()), null))
                .forEach(rows::add);
        rows.sort(Comparator.comparing(ChipComparison.OnChip::payable, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(ChipComparison.OnChip::chipType));
        return new ChipComparison(model, DAYS, now, rows);
    }

    /// The organisation's own measurements and those of public models; row-level security shows no others.
    private List<Measured> measured(String model, Instant now) {
        return sql.list(
                "select chip_type, simulated, chips, sum(requests) as requests, sum(output_tokens) as tokens,"
                        + " sum(busy_millis) as millis from chip_speed where model_slug = ? and day > ?"
                        + " group by chip_type, simulated, chips having sum(busy_millis) > 0 and sum(output_tokens) > 0",
                row -> new Measured(
                        Sql.text(row, "chip_type"),
                        row.getBoolean("simulated"),
                        row.getInt("chips"),
                        row.getLong("requests"),
                        row.getLong("tokens"),
                        row.getLong("millis")),
                model,
                ServiceTime.day(now).minusDays(DAYS));
    }

    private static ChipComparison.OnChip row(ChipEstimate price, @Nullable Measured measured) {
        BigDecimal speed = measured == null ? null : speed(measured.tokens(), measured.millis());
        BigDecimal list = measured == null || price.list() == null
                ? null
                : perMillion(price.list(), measured.chips(), measured.tokens(), measured.millis());
        BigDecimal subsidy = list == null ? null : list.multiply(price.ratio()).setScale(DECIMALS, RoundingMode.DOWN);
        return new ChipComparison.OnChip(
                price.chipType(),
                measured != null && measured.simulated(),
                measured == null ? 1 : measured.chips(),
                price.list(),
                speed,
                measured == null ? 0 : measured.requests(),
                list,
                subsidy,
                list == null || subsidy == null ? null : list.subtract(subsidy),
                price.ratio(),
                price.programme());
    }

    static BigDecimal speed(long tokens, long millis) {
        return BigDecimal.valueOf(tokens).multiply(MILLIS).divide(BigDecimal.valueOf(millis), 1, RoundingMode.HALF_UP);
    }

    /// From the sums themselves, so that the speed's rounding does not go into the price.
    static BigDecimal perMillion(BigDecimal perChipHour, int chips, long tokens, long millis) {
        return perChipHour
                .multiply(BigDecimal.valueOf(chips))
                .multiply(MILLION)
                .multiply(BigDecimal.valueOf(millis))
                .divide(HOUR.multiply(MILLIS).multiply(BigDecimal.valueOf(tokens)), DECIMALS, RoundingMode.HALF_UP);
    }
}
