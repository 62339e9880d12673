package dev.aquifer.billing.export;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeView;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Unit prices that give a charge's amounts, as FOCUS wants them: times PricingQuantity they are ListCost and
/// ContractedCost, but for the rounding of the charge to the fen.
final class UnitPrices {

    private static final int DECIMALS = 10;
    private static final int RATE_DECIMALS = 4;
    private static final BigDecimal FEN = new BigDecimal("0.01");

    private UnitPrices() {}

    /// The price of the bill; where tiers, packages or reservations made the amount, the price that this charge came to
    /// for one unit.
    ///
    /// @param block how many metered units are one priced unit
    static BigDecimal list(ChargeView charge, long block) {
        return gives(charge.unitPrice(), charge, block, charge.list())
                ? charge.unitPrice()
                : per(charge.list(), charge, block);
    }

    /// The list price less the contract's discount.
    static BigDecimal contracted(ChargeView charge, long block) {
        BigDecimal list = list(charge, block);
        if (charge.discount().isZero()) {
            return list;
        }
        BigDecimal rate = charge.discount().yuan().divide(charge.list().yuan(), RATE_DECIMALS, RoundingMode.HALF_UP);
        BigDecimal reduced = plain(list.multiply(BigDecimal.ONE.subtract(rate)));
        return gives(reduced, charge, block, charge.net()) ? reduced : per(charge.net(), charge, block);
    }

    /// To the fen: list and discount are each rounded once.
    private static boolean gives(BigDecimal price, ChargeView charge, long block, Money amount) {
        BigDecimal product = charge.quantity().multiply(price);
        BigDecimal given = amount.yuan().multiply(BigDecimal.valueOf(block));
        return product.subtract(given).abs().compareTo(FEN.multiply(BigDecimal.valueOf(block))) <= 0;
    }

    private static BigDecimal per(Money amount, ChargeView charge, long block) {
        return plain(amount.yuan()
                .multiply(BigDecimal.valueOf(block))
                .divide(charge.quantity(), DECIMALS, RoundingMode.HALF_UP));
    }

    private static BigDecimal plain(BigDecimal price) {
        BigDecimal stripped = price.stripTrailingZeros();
        return stripped.scale() < 2 ? stripped.setScale(2) : stripped;
    }
}
