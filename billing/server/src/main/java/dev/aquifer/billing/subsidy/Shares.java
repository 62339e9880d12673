package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// R8 and the rounding of R6.
final class Shares {
    private Shares() {}

    /// Floor of each share, then the missing fen one by one to the largest remainders, equal remainders to the earlier
    /// line. A negative sum shares its absolute value; weights that are all zero give everything to the first line.
    static List<Money> of(Money sum, List<BigInteger> weights) {
        var total = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
        if (total.signum() == 0) {
            return IntStream.range(0, weights.size())
                    .mapToObj(i -> i == 0 ? sum : Money.ZERO)
                    .toList();
        }
        var fen = BigInteger.valueOf(sum.fen()).abs();
        var floors = new long[weights.size()];
        var remainders = new ArrayList<BigInteger>();
        long missing = fen.longValueExact();
        for (int i = 0; i < floors.length; i++) {
            var parts = fen.multiply(weights.get(i)).divideAndRemainder(total);
            floors[i] = parts[0].longValueExact();
            missing -= floors[i];
            remainders.add(parts[1]);
        }
        IntStream.range(0, floors.length)
                .boxed()
                .sorted(Comparator.<Integer, BigInteger>comparing(remainders::get)
                        .reversed()
                        .thenComparing(i -> i))
                .limit(missing)
                .forEach(i -> floors[i]++);
        var sign = sum.isNegative() ? -1 : 1;
        return IntStream.range(0, floors.length)
                .mapToObj(i -> Money.ofFen(sign * floors[i]))
                .toList();
    }

    static Money towardsZero(BigDecimal yuan) {
        return new Money(yuan.setScale(2, RoundingMode.DOWN));
    }
}
