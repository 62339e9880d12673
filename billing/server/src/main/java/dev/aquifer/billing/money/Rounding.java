package dev.aquifer.billing.money;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// All rounding of billing. After one of these there are only sums, and there is no account for differences.
public final class Rounding {

    private Rounding() {}

    /// R1: `quantity × price ÷ per`, rounded half up to the fen, once. Half up of a negative amount mirrors the
    /// positive.
    ///
    /// @param per units of quantity that the price is for, e.g. 3600 chip-seconds or 1,000,000 tokens
    public static Money charge(BigDecimal quantity, BigDecimal price, BigDecimal per) {
        return new Money(quantity.multiply(price).divide(per, 2, RoundingMode.HALF_UP));
    }

    /// R1: a discount of `list × rate`, half up.
    public static Money discount(Money list, BigDecimal rate) {
        return new Money(list.yuan().multiply(rate).setScale(2, RoundingMode.HALF_UP));
    }

    /// R3: VAT on the net of a bill, half up.
    public static Money vat(Money net, BigDecimal rate) {
        return new Money(net.yuan().multiply(rate).setScale(2, RoundingMode.HALF_UP));
    }

    /// R6: a subsidy of `base × ratio`, rounded towards zero, so that no rounding ever pays more than the ratio.
    public static Money subsidy(Money base, BigDecimal ratio) {
        return new Money(base.yuan().multiply(ratio).setScale(2, RoundingMode.DOWN));
    }

    /// R8: shares a sum by weights. Each share is floored to the fen; the missing fen go one by one to the
    /// largest remainders, equal remainders to the earlier line. A negative sum is shared by its absolute value;
    /// weights that are all zero give everything to the first line. The shares add up to the sum exactly.
    ///
    /// @throws IllegalArgumentException if there is no weight, or one is negative
    public static List<Money> share(Money sum, List<BigDecimal> weights) {
        if (weights.isEmpty() || weights.stream().anyMatch(weight -> weight.signum() < 0)) {
            throw new IllegalArgumentException("weights must be there and not negative: " + weights);
        }
        if (sum.isNegative()) {
            return share(sum.negated(), weights).stream().map(Money::negated).toList();
        }
        int scale = weights.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        List<BigInteger> whole = weights.stream()
                .map(weight -> weight.setScale(Math.max(scale, 0), RoundingMode.UNNECESSARY)
                        .unscaledValue())
                .toList();
        BigInteger total = whole.stream().reduce(BigInteger.ZERO, BigInteger::add);
        if (total.signum() == 0) {
            return IntStream.range(0, weights.size())
                    .mapToObj(line -> line == 0 ? sum : Money.ZERO)
                    .toList();
        }
        return largestRemainder(sum.yuan().unscaledValue(), whole, total);
    }

    private static List<Money> largestRemainder(BigInteger fen, List<BigInteger> weights, BigInteger total) {
        List<BigInteger> floors = new ArrayList<>();
        List<BigInteger> remainders = new ArrayList<>();
        for (BigInteger weight : weights) {
            BigInteger[] parts = fen.multiply(weight).divideAndRemainder(total);
            floors.add(parts[0]);
            remainders.add(parts[1]);
        }
        int missing = fen.subtract(floors.stream().reduce(BigInteger.ZERO, BigInteger::add))
                .intValueExact();
        IntStream.range(0, weights.size())
                .boxed()
                .sorted(Comparator.<Integer, BigInteger>comparing(remainders::get)
                        .reversed())
                .limit(missing)
                .forEach(line -> floors.set(line, floors.get(line).add(BigInteger.ONE)));
        return floors.stream().map(share -> new Money(new BigDecimal(share, 2))).toList();
    }
}
