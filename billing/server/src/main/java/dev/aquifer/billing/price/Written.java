package dev.aquifer.billing.price;

import java.math.BigDecimal;

/// Writes numbers as a bill shows them: with commas at the thousands.
final class Written {

    private Written() {}

    static String number(BigDecimal value) {
        return grouped(value, 0);
    }

    /// With two decimals at least.
    static String price(BigDecimal value) {
        return grouped(value, 2);
    }

    private static String grouped(BigDecimal value, int leastDecimals) {
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
