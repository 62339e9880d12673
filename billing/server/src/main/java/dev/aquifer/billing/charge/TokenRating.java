package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.price.PriceBook;
import dev.aquifer.billing.price.PriceList;
import dev.aquifer.billing.price.Pricing;
import dev.aquifer.billing.price.Rate;
import dev.aquifer.billing.price.Sku;
import dev.aquifer.billing.price.Unit;
import dev.aquifer.platform.api.usage.Tokens;
import dev.aquifer.platform.api.usage.UsageRecorded;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the charges of a request: one for each bucket that is not empty, at the price that was in force when the
/// request came in. Where the chips are paid by the hour the price is zero: the tokens are on the bill and cost
/// nothing.
final class TokenRating {

    private static final String INFERENCE = "inference";
    private static final Pricing FREE = new Pricing.PerUnit(new BigDecimal("0.00"));

    private TokenRating() {}

    /// Why the request cannot be rated; empty if it can.
    static Optional<String> fault(UsageRecorded usage, PriceList prices) {
        PriceBook book = prices.at(usage.startedAt()).orElse(null);
        if (book == null) {
            return Optional.of("no price book in force at " + usage.startedAt());
        }
        for (Bucket bucket : Bucket.values()) {
            if (usage.tokensPriced()
                    && count(usage.tokens(), bucket) > 0
                    && prices.rate(Sku.tokens(usage.modelSlug(), bucket), usage.startedAt())
                            .isEmpty()) {
                return Optional.of("price book " + book.version() + " has no price for " + bucket + " tokens of model "
                        + usage.modelSlug());
            }
        }
        return Optional.empty();
    }

    static List<Change.More> changes(UsageRecorded usage, PriceList prices, Instant now) {
        List<Change.More> changes = new ArrayList<>();
        for (Bucket bucket : Bucket.values()) {
            long tokens = count(usage.tokens(), bucket);
            if (tokens > 0) {
                Price price = price(usage, bucket, prices);
                changes.add(new Change.More(
                        blank(usage, bucket, price, prices, now), price.pricing(), BigDecimal.valueOf(tokens)));
            }
        }
        return changes;
    }

    /// @param name of the price's stretch, which goes into the charge's id
    private record Price(
            Pricing pricing,
            String book,
            String name,
            @Nullable String tally,
            BigDecimal discount,
            Instant from,
            @Nullable Instant until) {}

    private static Price price(UsageRecorded usage, Bucket bucket, PriceList prices) {
        if (!usage.tokensPriced()) {
            PriceBook book = prices.at(usage.startedAt()).orElseThrow();
            return new Price(FREE, book.version(), book.version(), null, BigDecimal.ZERO, book.from(), book.until());
        }
        YearMonth month = ServiceTime.month(usage.startedAt());
        Rate rate = prices.rate(Sku.tokens(usage.modelSlug(), bucket), usage.startedAt())
                .orElseThrow();
        return new Price(
                rate.pricing(month),
                rate.book(),
                rate.name(),
                rate.tally(month),
                rate.discount(),
                rate.from(),
                rate.until());
    }

    private static Charge blank(UsageRecorded usage, Bucket bucket, Price price, PriceList prices, Instant now) {
        LocalDate day = ServiceTime.day(usage.startedAt());
        Instant dayStart = ServiceTime.start(day);
        Instant dayEnd = ServiceTime.start(day.plusDays(1));
        Instant priceEnd = price.until();
        return new Charge(
                usage.organisation(),
                Charge.idOf(
                        usage.organisation(),
                        ChargeKind.TOKENS,
                        usage.deployment(),
                        usage.modelSlug(),
                        bucket,
                        day,
                        price.name(),
                        usage.tokensPriced()),
                ChargeKind.TOKENS,
                day,
                ServiceTime.month(day),
                null,
                usage.deployment(),
                usage.deploymentName(),
                usage.modelSlug(),
                bucket,
                usage.simulated(),
                INFERENCE,
                prices.origin(usage.chipType()),
                null,
                BigDecimal.ZERO,
                price.pricing().marginal(BigDecimal.ZERO, BigDecimal.ZERO, Unit.MILLION_TOKENS),
                price.book(),
                price.tally(),
                price.discount(),
                dayStart.isBefore(price.from()) ? price.from() : dayStart,
                priceEnd != null && priceEnd.isBefore(dayEnd) ? priceEnd : dayEnd,
                Money.ZERO,
                Money.ZERO,
                Money.ZERO,
                null,
                0,
                now);
    }

    static long count(Tokens tokens, Bucket bucket) {
        return switch (bucket) {
            case INPUT -> tokens.input();
            case CACHE_READ -> tokens.cacheRead();
            case CACHE_WRITE -> tokens.cacheWrite();
            case OUTPUT -> tokens.output();
            case REASONING -> tokens.reasoning();
        };
    }
}
