package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.PriceTier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How an amount comes from a quantity. Pure; exact: what it gives is still to be divided by the unit and rounded,
/// once. Quantities are in metered units, bounds in the units that the price book counts in (see [Unit]).
public sealed interface Pricing {

    /// Σ slice × price of the first `quantity` units of a month that came to `total` units: an amount times
    /// [Unit#per].
    BigDecimal product(BigDecimal quantity, BigDecimal total, Unit unit);

    /// CNY for a unit at this place of the month's count.
    ///
    /// @param quantity counted before it; @param total of the month
    BigDecimal marginal(BigDecimal quantity, BigDecimal total, Unit unit);

    /// What [#product] multiplied, written out.
    String working(BigDecimal quantity, BigDecimal total, Unit unit);

    /// Whether the charges of a month have to be counted together.
    default boolean counts() {
        return true;
    }

    record PerUnit(BigDecimal price) implements Pricing {
        @Override
        public BigDecimal product(BigDecimal quantity, BigDecimal total, Unit unit) {
            return quantity.multiply(price);
        }

        @Override
        public BigDecimal marginal(BigDecimal quantity, BigDecimal total, Unit unit) {
            return price;
        }

        @Override
        public String working(BigDecimal quantity, BigDecimal total, Unit unit) {
            return Written.number(quantity) + " × " + Written.price(price) + " ÷ " + Written.number(unit.per());
        }

        @Override
        public boolean counts() {
            return false;
        }
    }

    /// @param upTo bound of the slice, which belongs to it; null: without end
    record Tier(@Nullable BigDecimal upTo, BigDecimal price) {
        boolean reaches(BigDecimal quantity, Unit unit) {
            return upTo == null || quantity.compareTo(upTo.multiply(unit.count())) <= 0;
        }
    }

    record Graduated(List<Tier> tiers) implements Pricing {
        public Graduated {
            tiers = List.copyOf(tiers);
        }

        private record Slice(BigDecimal quantity, BigDecimal price) {}

        private List<Slice> slices(BigDecimal quantity, Unit unit) {
            List<Slice> slices = new ArrayList<>();
            BigDecimal start = BigDecimal.ZERO;
            for (Tier tier : tiers) {
                BigDecimal end = tier.upTo() == null
                        ? quantity
                        : quantity.min(tier.upTo().multiply(unit.count()));
                if (end.compareTo(start) > 0) {
                    slices.add(new Slice(end.subtract(start), tier.price()));
                    start = end;
                }
            }
            return slices;
        }

        @Override
        public BigDecimal product(BigDecimal quantity, BigDecimal total, Unit unit) {
            return slices(quantity, unit).stream()
                    .map(slice -> slice.quantity().multiply(slice.price()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        /// The next unit's: on a boundary that of the tier above.
        @Override
        public BigDecimal marginal(BigDecimal quantity, BigDecimal total, Unit unit) {
            return tiers.stream()
                    .filter(tier -> tier.upTo() == null
                            || quantity.compareTo(tier.upTo().multiply(unit.count())) < 0)
                    .findFirst()
                    .orElseThrow()
                    .price();
        }

        @Override
        public String working(BigDecimal quantity, BigDecimal total, Unit unit) {
            List<Slice> slices = slices(quantity, unit);
            String sum = String.join(
                    " + ",
                    slices.stream()
                            .map(slice -> Written.number(slice.quantity()) + " × " + Written.price(slice.price()))
                            .toList());
            return (slices.size() > 1 ? "(" + sum + ")" : sum) + " ÷ " + Written.number(unit.per());
        }
    }

    record Volume(List<Tier> tiers) implements Pricing {
        public Volume {
            tiers = List.copyOf(tiers);
        }

        @Override
        public BigDecimal product(BigDecimal quantity, BigDecimal total, Unit unit) {
            return quantity.multiply(marginal(quantity, total, unit));
        }

        /// That of the tier which the month's total has reached.
        @Override
        public BigDecimal marginal(BigDecimal quantity, BigDecimal total, Unit unit) {
            return tiers.stream()
                    .filter(tier -> tier.reaches(total, unit))
                    .findFirst()
                    .orElseThrow()
                    .price();
        }

        @Override
        public String working(BigDecimal quantity, BigDecimal total, Unit unit) {
            return new PerUnit(marginal(quantity, total, unit)).working(quantity, total, unit);
        }
    }

    /// @param overage per unit beyond the first package; null: further packages
    record Packages(
            BigDecimal size, BigDecimal price, @Nullable BigDecimal overage) implements Pricing {

        private BigDecimal packages(BigDecimal quantity, Unit unit) {
            if (overage != null) {
                return BigDecimal.valueOf(quantity.signum());
            }
            return quantity.divide(size.multiply(unit.count()), 0, RoundingMode.CEILING);
        }

        private BigDecimal beyond(BigDecimal quantity, Unit unit) {
            return overage == null
                    ? BigDecimal.ZERO
                    : quantity.subtract(size.multiply(unit.count())).max(BigDecimal.ZERO);
        }

        @Override
        public BigDecimal product(BigDecimal quantity, BigDecimal total, Unit unit) {
            BigDecimal whole = packages(quantity, unit).multiply(price).multiply(unit.per());
            return overage == null ? whole : whole.add(beyond(quantity, unit).multiply(overage));
        }

        /// The package's price shared by its units; beyond it the overage.
        @Override
        public BigDecimal marginal(BigDecimal quantity, BigDecimal total, Unit unit) {
            if (overage != null && quantity.compareTo(size.multiply(unit.count())) >= 0) {
                return overage;
            }
            return price.multiply(unit.per()).divide(size.multiply(unit.count()), 10, RoundingMode.HALF_UP);
        }

        @Override
        public String working(BigDecimal quantity, BigDecimal total, Unit unit) {
            if (overage == null) {
                return "⌈" + Written.number(quantity) + " ÷ " + Written.number(size.multiply(unit.count())) + "⌉ × "
                        + Written.price(price);
            }
            String one = Written.number(packages(quantity, unit)) + " × " + Written.price(price);
            BigDecimal beyond = beyond(quantity, unit);
            return beyond.signum() == 0 ? one : one + " + " + new PerUnit(overage).working(beyond, total, unit);
        }
    }

    /// `committed` a month from the first to the last month of the term, at `price`; what goes beyond, and all use
    /// outside the term, costs `overage`. What was not used is a fee at the month's close.
    record Reserved(BigDecimal committed, BigDecimal price, BigDecimal overage, YearMonth first, YearMonth last)
            implements Pricing {

        public boolean within(YearMonth month) {
            return !month.isBefore(first) && !month.isAfter(last);
        }

        private Graduated slices() {
            return new Graduated(List.of(new Tier(committed, price), new Tier(null, overage)));
        }

        @Override
        public BigDecimal product(BigDecimal quantity, BigDecimal total, Unit unit) {
            return slices().product(quantity, total, unit);
        }

        @Override
        public BigDecimal marginal(BigDecimal quantity, BigDecimal total, Unit unit) {
            return slices().marginal(quantity, total, unit);
        }

        @Override
        public String working(BigDecimal quantity, BigDecimal total, Unit unit) {
            return slices().working(quantity, total, unit);
        }
    }

    /// The same prices as they count in this month.
    default Pricing in(YearMonth month) {
        return this instanceof Reserved reserved && !reserved.within(month) ? new PerUnit(reserved.overage()) : this;
    }

    /// Of an entry that the rules of price books have passed; fees and LIST have no pricing of their own.
    static Pricing of(PriceEntry entry) {
        return switch (entry.model()) {
            case PER_UNIT, FLAT, ONE_TIME, MINIMUM -> new PerUnit(needed(entry.price()));
            case GRADUATED -> new Graduated(tiers(entry.tiers()));
            case VOLUME -> new Volume(tiers(entry.tiers()));
            case PACKAGE -> new Packages(needed(entry.size()), needed(entry.price()), entry.overage());
            case RESERVED ->
                new Reserved(
                        needed(entry.size()),
                        needed(entry.price()),
                        needed(entry.overage()),
                        Objects.requireNonNull(entry.termFrom()),
                        Objects.requireNonNull(entry.termTo()));
            case LIST -> throw new IllegalArgumentException("a discount has no price of its own: " + entry.item());
        };
    }

    private static List<Tier> tiers(@Nullable List<PriceTier> tiers) {
        return Objects.requireNonNull(tiers).stream()
                .map(tier -> new Tier(tier.upTo(), tier.price()))
                .toList();
    }

    private static BigDecimal needed(@Nullable BigDecimal value) {
        return Objects.requireNonNull(value);
    }
}
