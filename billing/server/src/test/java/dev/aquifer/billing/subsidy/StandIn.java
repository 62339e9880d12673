package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.money.ServiceTime;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lease that stands for a scenario's charge. A scenario charges ten days in one sum, the platform rates a
/// lease day by day, and each day is rounded by itself. So there are two: the lease of all its days, and a short
/// one that is as long as one charge can be and keeps everything that the rules ask for:
///
/// - no boundary of the rules (start or end of a grant or programme, a new ratio, a clawback) lies inside the
///   charge: the lease begins with the charge and ends on the same day;
/// - a boundary lies inside: the lease lies around it on that day and is split by it in the same proportion. At
/// midnight the platform makes two charges of it, one on each side: the segments of R6.
///
/// Quantity and price stay too: fewer hours of more chips, in whole seconds. Where a scenario states the amount
/// alone, the price is that amount for the hours of one chip.
///
/// @param price CNY per chip-hour
record StandIn(Instant from, Instant until, int chips, BigDecimal price) {
    private static final long SECOND = 1_000_000;
    private static final long HOUR = 3_600 * SECOND;
    private static final int PRICE_DECIMALS = 10;

    /// All days of the charge, or the first of them if its quantity is no whole number of chips all the time.
    ///
    /// @param chipHours of the charge, @param price of one
    static StandIn whole(Instant from, Instant until, BigDecimal chipHours, BigDecimal price) {
        var shape = new Shape(from, 0, 1, from.until(until, ChronoUnit.MICROS));
        return shape.ofQuantity(chipHours, price);
    }

    static StandIn whole(Instant from, Instant until, BigDecimal amount) {
        var shape = new Shape(from, 0, 1, from.until(until, ChronoUnit.MICROS));
        return shape.ofAmount(shape.most(), amount);
    }

    /// @param boundaries of the rules, inside the charge or not
    static StandIn shortened(Instant from, Instant until, List<Instant> boundaries, BigDecimal amount) {
        var shape = Shape.of(from, until, boundaries);
        long unit = shape.before() == 0 ? Math.min(HOUR, shape.most()) : shape.most() / SECOND * SECOND;
        return shape.ofAmount(unit, amount);
    }

    /// @param chipHours of the charge, @param price of one
    static StandIn shortened(
            Instant from, Instant until, List<Instant> boundaries, BigDecimal chipHours, BigDecimal price) {
        return Shape.of(from, until, boundaries).ofQuantity(chipHours, price);
    }

    /// @param anchor the boundary, or else the charge's beginning
    /// @param before, @param after parts of the time on the two sides of it, @param most microseconds of a part
    private record Shape(Instant anchor, long before, long after, long most) {
        static Shape of(Instant from, Instant until, List<Instant> boundaries) {
            var boundary = inside(from, until, boundaries);
            if (boundary == null) {
                return new Shape(from, 0, 1, micros(from, earlier(until, dayEnd(from))));
            }
            long before = micros(from, boundary);
            long after = micros(boundary, until);
            long common =
                    BigInteger.valueOf(before).gcd(BigInteger.valueOf(after)).longValueExact();
            var dayStart = ServiceTime.start(ServiceTime.day(boundary));
            var roomBefore = dayStart.equals(boundary)
                    ? micros(ServiceTime.start(ServiceTime.day(boundary).minusDays(1)), boundary)
                    : micros(dayStart, boundary);
            return new Shape(
                    boundary,
                    before / common,
                    after / common,
                    Math.min(
                            Math.min(common, roomBefore / (before / common)),
                            micros(boundary, dayEnd(boundary)) / (after / common)));
        }

        long parts() {
            return before + after;
        }

        /// One chip, at what makes the amount.
        StandIn ofAmount(long unit, BigDecimal amount) {
            return standIn(
                    unit,
                    1,
                    amount.multiply(BigDecimal.valueOf(HOUR))
                            .divide(BigDecimal.valueOf(unit * parts()), PRICE_DECIMALS, RoundingMode.HALF_UP));
        }

        /// As few chips as make the quantity in whole seconds.
        StandIn ofQuantity(BigDecimal chipHours, BigDecimal price) {
            long whole = chipHours.multiply(BigDecimal.valueOf(HOUR)).longValueExact();
            long chips = Math.ceilDiv(whole, parts() * most);
            while (whole % (chips * parts() * SECOND) != 0) {
                chips++;
            }
            return standIn(whole / (chips * parts()), Math.toIntExact(chips), price);
        }

        private StandIn standIn(long unit, int chips, BigDecimal price) {
            return new StandIn(
                    anchor.minus(unit * before, ChronoUnit.MICROS),
                    anchor.plus(unit * after, ChronoUnit.MICROS),
                    chips,
                    price);
        }

        private static @Nullable Instant inside(Instant from, Instant until, List<Instant> boundaries) {
            var inside = boundaries.stream()
                    .filter(each -> each.isAfter(from) && each.isBefore(until))
                    .distinct()
                    .toList();
            if (inside.size() > 1) {
                throw new IllegalArgumentException("one lease keeps the proportions of one boundary, not of " + inside);
            }
            return inside.isEmpty() ? null : inside.getFirst();
        }

        private static Instant dayEnd(Instant at) {
            return ServiceTime.start(ServiceTime.day(at).plusDays(1));
        }

        private static Instant earlier(Instant a, Instant b) {
            return a.isBefore(b) ? a : b;
        }

        private static long micros(Instant from, Instant until) {
            return from.until(until, ChronoUnit.MICROS);
        }
    }
}
