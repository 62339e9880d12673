package dev.aquifer.engine.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tests after `is`.
final class Tests {
    private Tests() {}

    static boolean holds(String name, @Nullable Object value, Arguments arguments) {
        Object other = arguments.get(0, "other", null);
        return switch (name) {
            case "defined" -> value != Undefined.VALUE;
            case "undefined" -> value == Undefined.VALUE;
            case "none" -> value == null;
            case "true" -> Boolean.TRUE.equals(value);
            case "false" -> Boolean.FALSE.equals(value);
            case "boolean" -> value instanceof Boolean;
            case "string" -> value instanceof String;
            case "number" -> value instanceof Number;
            case "integer" -> value instanceof Long;
            case "float" -> value instanceof Double;
            case "mapping" -> value instanceof Map;
            case "sequence", "iterable" -> value instanceof List || value instanceof Map || value instanceof String;
            case "callable" -> value instanceof Callable;
            case "odd" -> value instanceof Long number && Math.floorMod(number, 2L) == 1;
            case "even" -> value instanceof Long number && Math.floorMod(number, 2L) == 0;
            case "divisibleby" ->
                value instanceof Long number && other instanceof Long by && by != 0 && number % by == 0;
            case "eq", "equalto", "==", "sameas" -> Values.equal(value, other);
            case "ne", "!=" -> !Values.equal(value, other);
            case "lt", "lessthan" -> Values.compare(value, other) < 0;
            case "gt", "greaterthan" -> Values.compare(value, other) > 0;
            case "le" -> Values.compare(value, other) <= 0;
            case "ge" -> Values.compare(value, other) >= 0;
            case "in" -> Values.contains(other, value);
            case "lower" -> value instanceof String text && text.equals(text.toLowerCase(Locale.ROOT));
            case "upper" -> value instanceof String text && text.equals(text.toUpperCase(Locale.ROOT));
            default -> throw TemplateFailure.broken("unknown test '" + name + "'");
        };
    }
}
