package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.price.PriceList;
import dev.aquifer.billing.price.Pricing;
import dev.aquifer.billing.price.Rate;
import dev.aquifer.billing.price.Sku;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.Purpose;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Cuts a lease into charges: at each midnight of Asia/Shanghai, hence at the month's end, and where the
/// price changes. Chip-seconds are exact to the microsecond (`chips × time`); nothing is rounded up to whole
/// seconds or minutes, so the days of a lease add up to the lease.
final class LeaseRating {

    private LeaseRating() {}

    /// The charges that differ from what was charged up to `lease.chargedUntil()`; all of them if that is null.
    static List<Change> changes(Lease lease, PriceList prices, Instant now) {
        LeaseOpened opened = lease.opened();
        Instant end = lease.until();
        if (opened == null || end == null || opened.free()) {
            return List.of();
        }
        Instant charged = lease.chargedUntil();
        Instant touched = charged == null ? opened.from() : min(charged, end);
        Instant last = charged == null ? end : max(charged, end);
        List<Change> changes = new ArrayList<>();
        Instant from = opened.from();
        while (from.isBefore(last)) {
            LocalDate day = ServiceTime.day(from);
            Instant dayEnd = ServiceTime.start(day.plusDays(1));
            Rate rate = prices.rate(sku(opened), from)
                    .orElseThrow(() -> new IllegalStateException("no price for lease " + lease.id()));
            Instant cut = rate.until() == null ? dayEnd : min(dayEnd, Objects.requireNonNull(rate.until()));
            if (cut.isAfter(touched)) {
                changes.add(change(lease, opened, rate, new Segment(day, from, max(from, min(cut, end))), now));
            }
            from = cut;
        }
        return changes;
    }

    static Sku sku(LeaseOpened opened) {
        return Sku.chips(opened.chipType(), opened.pool(), opened.purpose() == Purpose.TRAINING);
    }

    private record Segment(LocalDate day, Instant from, Instant until) {}

    private static Change change(Lease lease, LeaseOpened opened, Rate rate, Segment segment, Instant now) {
        YearMonth month = ServiceTime.month(segment.day());
        Pricing pricing = rate.pricing(month);
        Charge blank = new Charge(
                lease.organisation(),
                Charge.idOf(lease.organisation(), ChargeKind.LEASE, lease.id(), segment.day(), rate.name()),
                ChargeKind.LEASE,
                segment.day(),
                month,
                lease.id(),
                opened.deployment(),
                Objects.requireNonNullElse(opened.deploymentName(), ""),
                opened.chipName(),
                null,
                opened.simulated(),
                opened.purpose().name().toLowerCase(Locale.ROOT),
                opened.chipOrigin(),
                opened.chips(),
                BigDecimal.ZERO,
                pricing.marginal(BigDecimal.ZERO, BigDecimal.ZERO, rate.unit()),
                rate.book(),
                rate.tally(month),
                rate.discount(),
                segment.from(),
                segment.from(),
                Money.ZERO,
                Money.ZERO,
                Money.ZERO,
                null,
                0,
                now);
        BigDecimal seconds = BigDecimal.valueOf(segment.from().until(segment.until(), ChronoUnit.MICROS), 6);
        return new Change.Now(blank, pricing, seconds.multiply(BigDecimal.valueOf(opened.chips())), segment.until());
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant max(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
