package dev.aquifer.engine.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The signs `+ - * / // %` on numbers, and those that also work on texts and lists.
final class Arithmetic {
    private static final int LONGEST_REPEAT = 100_000;
    private static final int LONGEST_TEXT = 8 * 1024 * 1024;

    private Arithmetic() {}

    static Object of(String sign, @Nullable Object left, @Nullable Object right) {
        if (left instanceof Long a && right instanceof Long b && !sign.equals("/")) {
            return whole(sign, a, b);
        }
        if (left instanceof Number a && right instanceof Number b) {
            return fraction(sign, a.doubleValue(), b.doubleValue());
        }
        if (sign.equals("+")) {
            if (left instanceof List<?> a && right instanceof List<?> b) {
                var both = new ArrayList<@Nullable Object>(a);
                both.addAll(b);
                return both;
            }
            if (left instanceof String || right instanceof String) {
                return joined(Values.text(left), Values.text(right));
            }
        }
        if (sign.equals("*") && left instanceof String text && right instanceof Long times) {
            long count = Math.max(0, times);
            if (count * text.length() > LONGEST_REPEAT) {
                throw TemplateFailure.broken("a text is repeated too often");
            }
            return text.repeat((int) count);
        }
        throw TemplateFailure.broken("'" + sign + "' cannot work on these values");
    }

    /// A text that doubles in a loop would fill the memory before the run's steps are used up.
    static String joined(String left, String right) {
        if ((long) left.length() + right.length() > LONGEST_TEXT) {
            throw TemplateFailure.broken("a text becomes too long");
        }
        return left + right;
    }

    private static Object whole(String sign, long a, long b) {
        if (b == 0 && (sign.equals("//") || sign.equals("%"))) {
            throw TemplateFailure.broken("division by zero");
        }
        return switch (sign) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "//" -> Math.floorDiv(a, b);
            case "%" -> Math.floorMod(a, b);
            default -> throw TemplateFailure.broken("unknown sign '" + sign + "'");
        };
    }

    private static Object fraction(String sign, double a, double b) {
        return switch (sign) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "//" -> Math.floor(a / b);
            case "%" -> a - b * Math.floor(a / b);
            default -> throw TemplateFailure.broken("unknown sign '" + sign + "'");
        };
    }
}
