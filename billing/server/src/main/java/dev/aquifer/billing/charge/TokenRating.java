package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.price.PriceBook;
import dev.aquifer.billing.price.PriceList;
import dev.aquifer.platform.api.usage.Tokens;
import dev.aquifer.platform.api.usage.UsageRecorded;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the charges of a request: one for each bucket that is not empty, at the price that was in force when the
/// request came in. Where the chips are paid by the hour the price is zero: the tokens are on the bill and cost
/// nothing.
final class TokenRating {

    private static final String INFERENCE = "inference";
    private static final String OTHER = "other";

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
                    && book.tokens(usage.modelSlug(), bucket).isEmpty()) {
                return Optional.of("price book " + book.version() + " has no price for " + bucket + " tokens of model "
                        + usage.modelSlug());
            }
        }
        return Optional.empty();
    }

    static List<Change.More> changes(UsageRecorded usage, PriceList prices, Instant now) {
        PriceBook book = prices.at(usage.startedAt()).orElseThrow();
        List<Change.More> changes = new ArrayList<>();
        for (Bucket bucket : Bucket.values()) {
            long tokens = count(usage.tokens(), bucket);
            if (tokens > 0) {
                BigDecimal price = usage.tokensPriced()
                        ? book.tokens(usage.modelSlug(), bucket).orElseThrow()
                        : new BigDecimal("0.00");
                changes.add(new Change.More(blank(usage, book, bucket, price, now), BigDecimal.valueOf(tokens)));
            }
        }
        return changes;
    }

    private static Charge blank(UsageRecorded usage, PriceBook book, Bucket bucket, BigDecimal price, Instant now) {
        LocalDate day = ServiceTime.day(usage.startedAt());
        Instant dayStart = ServiceTime.start(day);
        Instant dayEnd = ServiceTime.start(day.plusDays(1));
        Instant bookEnd = book.until();
        return new Charge(
                usage.organisation(),
                Charge.idOf(
                        usage.organisation(),
                        ChargeKind.TOKENS,
                        usage.deployment(),
                        usage.modelSlug(),
                        bucket,
                        day,
                        book.version(),
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
                book.chip(usage.chipType()).map(PriceBook.Chip::origin).orElse(OTHER),
                null,
                BigDecimal.ZERO,
                price,
                book.version(),
                dayStart.isBefore(book.from()) ? book.from() : dayStart,
                bookEnd != null && bookEnd.isBefore(dayEnd) ? bookEnd : dayEnd,
                Money.ZERO,
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
