package dev.aquifer.billing.export;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.bill.ChargeView;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Unit prices that give a charge's amounts, as FOCUS wants them: times PricingQuantity they are ListCost and
/// ContractedCost, but for the rounding of the charge to the fen.
final class UnitPrices {

    private static final int DECIMALS = 10;
    private static final int QUANTITY_DECIMALS = 9;
    private static final int RATE_DECIMALS = 4;
    private static final BigDecimal FEN = new BigDecimal("0.01");

    private UnitPrices() {}

    /// How many metered units are one priced unit.
    static long block(ChargeKind kind) {
        return switch (kind) {
            case LEASE -> 3_600;
            case TOKENS -> 1_000_000;
            case STORAGE -> 24;
            case FEE -> 1;
        };
    }

    /// The quantity in priced units, cut to nine decimals; the metered one is exact.
    static BigDecimal quantity(ChargeView charge) {
        BigDecimal priced = charge.quantity()
                .divide(BigDecimal.valueOf(block(charge.kind())), QUANTITY_DECIMALS, RoundingMode.DOWN)
                .stripTrailingZeros();
        return priced.scale() < 0 ? priced.setScale(0) : priced;
    }

    /// The price of the bill; where tiers, packages or reservations made the amount, the price that this charge came
    /// to for one unit.
    static BigDecimal list(ChargeView charge) {
        return gives(charge.unitPrice(), charge, charge.list()) ? charge.unitPrice() : per(charge.list(), charge);
    }

    /// The list price less the contract's discount.
    static BigDecimal contracted(ChargeView charge) {
        BigDecimal list = list(charge);
        if (charge.discount().isZero()) {
            return list;
        }
        BigDecimal rate = charge.discount().yuan().divide(charge.list().yuan(), RATE_DECIMALS, RoundingMode.HALF_UP);
        BigDecimal reduced = plain(list.multiply(BigDecimal.ONE.subtract(rate)));
        return gives(reduced, charge, charge.net()) ? reduced : per(charge.net(), charge);
    }

    /// To the fen: list and discount are each rounded once.
    private static boolean gives(BigDecimal price, ChargeView charge, Money amount) {
        BigDecimal product = charge.quantity().multiply(price);
        BigDecimal given = amount.yuan().multiply(BigDecimal.valueOf(block(charge.kind())));
        return product.subtract(given).abs().compareTo(FEN.multiply(BigDecimal.valueOf(block(charge.kind())))) <= 0;
    }

    private static BigDecimal per(Money amount, ChargeView charge) {
        return plain(amount.yuan()
                .multiply(BigDecimal.valueOf(block(charge.kind())))
                .divide(charge.quantity(), DECIMALS, RoundingMode.HALF_UP));
    }

    private static BigDecimal plain(BigDecimal price) {
        BigDecimal stripped = price.stripTrailingZeros();
        return stripped.scale() < 2 ? stripped.setScale(2) : stripped;
    }
}
