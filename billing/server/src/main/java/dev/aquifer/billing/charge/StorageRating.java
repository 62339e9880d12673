package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.price.SkuKind;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.price.PriceBook;
import dev.aquifer.billing.price.PriceList;
import dev.aquifer.billing.price.Pricing;
import dev.aquifer.billing.price.Rate;
import dev.aquifer.billing.price.Sku;
import dev.aquifer.platform.api.storage.StorageRecorded;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the charges of a window of storage: one for each model and service day, at the price in force while the file
/// was kept; a window in which the price changes is cut there. Where no book prices any storage it is free, so that
/// books from before storage was metered stay right.
final class StorageRating {

    /// What a programme that lists purposes sees in a model's files.
    private static final String PURPOSE = "inference";

    private static final String ORIGIN = "other";

    private StorageRating() {}

    /// Why the window cannot be rated; empty if it can.
    static Optional<String> fault(StorageRecorded stored, PriceList prices) {
        PriceBook book = prices.at(stored.from()).orElse(null);
        if (book == null) {
            return Optional.of("no price book in force at " + stored.from());
        }
        return prices.rate(sku(stored), stored.from()).isPresent() || free(stored.from(), prices)
                ? Optional.empty()
                : Optional.of(
                        "price book " + book.version() + " has no price for storage of class " + stored.storageClass());
    }

    static List<Change.More> changes(StorageRecorded stored, PriceList prices, Instant now) {
        List<Change.More> changes = new ArrayList<>();
        Instant from = stored.from();
        while (from.isBefore(stored.until())) {
            LocalDate day = ServiceTime.day(from);
            Instant end = min(stored.until(), ServiceTime.start(day.plusDays(1)));
            Rate rate = prices.rate(sku(stored), from).orElse(null);
            Instant cut = min(end, rate == null ? prices.nextCut(from).orElse(null) : rate.until());
            if (rate != null) {
                BigDecimal seconds = BigDecimal.valueOf(from.until(cut, ChronoUnit.MICROS), 6);
                changes.add(new Change.More(
                        blank(stored, rate, day, now),
                        rate.pricing(ServiceTime.month(day)),
                        seconds.multiply(BigDecimal.valueOf(stored.bytes()))));
            }
            from = cut;
        }
        return changes;
    }

    private static boolean free(Instant at, PriceList prices) {
        return Stream.concat(prices.at(at).stream(), prices.contractAt(at).stream())
                .allMatch(book -> book.of(SkuKind.STORAGE).isEmpty());
    }

    private static Sku sku(StorageRecorded stored) {
        return Sku.storage(stored.storageClass());
    }

    private static Charge blank(StorageRecorded stored, Rate rate, LocalDate day, Instant now) {
        YearMonth month = ServiceTime.month(day);
        Pricing pricing = rate.pricing(month);
        Instant dayStart = ServiceTime.start(day);
        return new Charge(
                stored.organisation(),
                Charge.idOf(stored.organisation(), ChargeKind.STORAGE, stored.model(), day, rate.name()),
                ChargeKind.STORAGE,
                day,
                month,
                null,
                null,
                stored.modelName(),
                stored.storageClass(),
                null,
                false,
                PURPOSE,
                ORIGIN,
                null,
                BigDecimal.ZERO,
                pricing.marginal(BigDecimal.ZERO, BigDecimal.ZERO, rate.unit()),
                rate.book(),
                rate.tally(month),
                rate.discount(),
                dayStart.isBefore(rate.from()) ? rate.from() : dayStart,
                min(ServiceTime.start(day.plusDays(1)), rate.until()),
                Money.ZERO,
                Money.ZERO,
                Money.ZERO,
                null,
                0,
                now);
    }

    private static Instant min(Instant a, @Nullable Instant b) {
        return b != null && b.isBefore(a) ? b : a;
    }
}
