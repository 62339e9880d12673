package dev.aquifer.billing.price;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Spreads the amount of a month's count over its charges, in their order. After each charge the running amount is
/// rounded once, and a charge gets what the running amount grew by: so the charges add up to the rounded amount of
/// the whole month exactly, and depend on the quantities alone, not on the batches in which they came.
public final class Spread {

    private Spread() {}

    /// What lies before the first of the charges: quantity and amount that stand on closed bills.
    public record Before(BigDecimal quantity, Money amount) {
        public static final Before NOTHING = new Before(BigDecimal.ZERO, Money.ZERO);
    }

    /// @param unitPrice of the charge's first unit, @param working the arithmetic written out, up to its list amount
    public record Part(Money list, BigDecimal unitPrice, String working) {}

    /// @param quantities of the charges, in their order; none is negative
    public static List<Part> over(Pricing pricing, Unit unit, Before before, List<BigDecimal> quantities) {
        BigDecimal total = quantities.stream().reduce(before.quantity(), BigDecimal::add);
        List<Part> parts = new ArrayList<>();
        BigDecimal counted = before.quantity();
        Money charged = before.amount();
        for (BigDecimal quantity : quantities) {
            BigDecimal price = pricing.marginal(counted, total, unit);
            counted = counted.add(quantity);
            Money running = Rounding.charge(pricing.product(counted, total, unit), BigDecimal.ONE, unit.per());
            // What a closed bill holds is never taken back here, where volume prices step down: see the decision.
            Money list = running.minus(charged).max(Money.ZERO);
            String working = pricing.working(counted, total, unit) + " = " + running
                    + (charged.isZero() ? "" : " − " + charged + " = " + list);
            parts.add(new Part(list, price, working));
            charged = running.max(charged);
        }
        return parts;
    }

    /// The amount of a month's whole count.
    public static Money amount(Pricing pricing, Unit unit, BigDecimal quantity) {
        return Rounding.charge(pricing.product(quantity, quantity, unit), BigDecimal.ONE, unit.per());
    }
}
