package dev.aquifer.billing.bill;

import dev.aquifer.billing.charge.Charge;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/// Writes a charge's arithmetic out, so that anyone can check it with a pocket calculator.
final class Arithmetic {

    private static final int SHOWN = 6;

    private Arithmetic() {}

    /// E.g. `8 chips × 5,025 s × 18.50 ÷ 3,600 = 206.583333… → 206.58`; a discount follows: ` − 5 % = 196.25`.
    static String of(Charge charge) {
        return list(charge) + discount(charge);
    }

    private static String list(Charge charge) {
        if (charge.working() != null) {
            return charge.working();
        }
        String quantity = switch (charge.kind()) {
            case LEASE -> {
                int chips = Objects.requireNonNull(charge.chips());
                // Chip-seconds were made by multiplying with the chips, so this comes out even.
                BigDecimal seconds = charge.quantity().divide(BigDecimal.valueOf(chips));
                yield number(BigDecimal.valueOf(chips), 0) + (chips == 1 ? " chip × " : " chips × ")
                        + number(seconds, 0) + " s";
            }
            case TOKENS -> number(charge.quantity(), 0) + " tokens";
            case STORAGE -> number(charge.quantity(), 0) + " byte-s";
            case FEE -> number(charge.quantity(), 0);
        };
        return quantity + " × " + number(charge.unitPrice(), 2) + " ÷ " + number(charge.per(), 0) + " = "
                + exact(charge) + " → " + charge.list();
    }

    private static String discount(Charge charge) {
        return charge.discountRate().signum() == 0
                ? ""
                : " − " + number(charge.discountRate().movePointRight(2), 0) + " % (" + charge.discount() + ") = "
                        + charge.net();
    }

    private static String exact(Charge charge) {
        BigDecimal product = charge.quantity().multiply(charge.unitPrice());
        BigDecimal shown = product.divide(charge.per(), SHOWN, RoundingMode.DOWN);
        boolean whole = shown.multiply(charge.per()).compareTo(product) == 0;
        return whole ? number(shown, 2) : shown.toPlainString() + "…";
    }

    /// With commas at the thousands; zeros at the end only up to so many decimals.
    private static String number(BigDecimal value, int leastDecimals) {
        BigDecimal stripped = value.stripTrailingZeros();
        String plain =
                stripped.setScale(Math.max(stripped.scale(), leastDecimals)).toPlainString();
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        String rest = point < 0 ? "" : plain.substring(point);
        StringBuilder grouped = new StringBuilder();
        for (int i = 0; i < whole.length(); i++) {
            if (i > 0 && (whole.length() - i) % 3 == 0) {
                grouped.append(',');
            }
            grouped.append(whole.charAt(i));
        }
        return grouped + rest;
    }
}
