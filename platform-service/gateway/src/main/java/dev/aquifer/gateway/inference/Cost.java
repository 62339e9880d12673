package dev.aquifer.gateway.inference;

import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.api.standing.StandingChanged;
import dev.aquifer.gateway.snapshot.Snapshot;
import dev.aquifer.platform.api.deployment.RouteChanged;
import dev.aquifer.platform.api.usage.Tokens;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a request costs, at eight decimals, to show and to hold against the credit. It is never posted: billing
/// rates the usage event itself.
///
/// @param list without VAT, before subsidy
record Cost(String currency, BigDecimal list, BigDecimal subsidy, String priceBook) {
    private static final int DECIMALS = 8;
    private static final BigDecimal FREE = BigDecimal.ZERO.setScale(DECIMALS, RoundingMode.UNNECESSARY);

    /// Null if the model's tokens should cost something and no price is known here.
    ///
    /// @param prices of the organisation that pays: exact per unit; with tiers the price of the next token
    static @Nullable Cost of(
            Tokens tokens, RouteChanged route, Snapshot.@Nullable Prices prices, @Nullable StandingChanged standing) {
        if (!route.tokensPriced()) {
            return new Cost("CNY", FREE, FREE, prices == null ? "" : prices.version());
        }
        Map<Bucket, BigDecimal> perMillion =
                prices == null ? null : prices.perMillion().get(route.modelSlug());
        if (prices == null || perMillion == null) {
            return null;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Bucket bucket : Bucket.values()) {
            long count = switch (bucket) {
                case INPUT -> tokens.input();
                case CACHE_READ -> tokens.cacheRead();
                case CACHE_WRITE -> tokens.cacheWrite();
                case OUTPUT -> tokens.output();
                case REASONING -> tokens.reasoning();
            };
            BigDecimal price = perMillion.get(bucket);
            if (count > 0 && price != null) {
                sum = sum.add(price.multiply(BigDecimal.valueOf(count)).movePointLeft(6));
            }
        }
        BigDecimal list = sum.setScale(DECIMALS, RoundingMode.HALF_UP);
        return new Cost(prices.currency(), list, subsidy(list, standing), prices.version());
    }

    private static BigDecimal subsidy(BigDecimal list, @Nullable StandingChanged standing) {
        if (standing == null) {
            return FREE;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (StandingChanged.Ratio ratio : standing.ratios()) {
            if (ratio.kind().equals("tokens")) {
                sum = sum.add(list.multiply(ratio.ratio()).min(ratio.headroom().max(BigDecimal.ZERO)));
            }
        }
        return sum.min(list).setScale(DECIMALS, RoundingMode.DOWN);
    }

    BigDecimal payable() {
        return list.subtract(subsidy);
    }

    /// In units of the eighth decimal.
    long listUnits() {
        return list.unscaledValue().longValue();
    }
}
