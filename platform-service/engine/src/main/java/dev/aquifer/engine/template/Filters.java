package dev.aquifer.engine.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The filters after `|`.
final class Filters {
    private Filters() {}

    static @Nullable Object apply(String name, @Nullable Object value, Arguments arguments) {
        return switch (name) {
            case "trim" -> Values.text(value).strip();
            case "tojson" -> Values.json(value, arguments.get(0, "indent", null) instanceof Long n ? n.intValue() : -1);
            case "length", "count" -> Values.length(value);
            case "join" -> join(value, Values.text(arguments.get(0, "d", "")), arguments.get(1, "attribute", null));
            case "upper" -> Values.text(value).toUpperCase(Locale.ROOT);
            case "lower" -> Values.text(value).toLowerCase(Locale.ROOT);
            case "title" -> title(Values.text(value));
            case "capitalize" -> capitalize(Values.text(value));
            case "default", "d" -> {
                boolean falseToo = Values.truth(arguments.get(1, "boolean", false));
                boolean absent = value == Undefined.VALUE || (falseToo && !Values.truth(value));
                yield absent ? arguments.get(0, "default_value", "") : value;
            }
            case "first" -> edge(value, true);
            case "last" -> edge(value, false);
            case "list" -> new ArrayList<@Nullable Object>(Values.list(value));
            case "string" -> Values.text(value);
            case "safe", "escape", "e", "forceescape" -> value;
            case "int" -> toInteger(value, arguments);
            case "float" -> value instanceof Number number ? number.doubleValue() : 0.0;
            case "abs" -> value instanceof Long number ? Math.abs(number) : value;
            case "round" -> value instanceof Double number ? (double) Math.round(number) : value;
            case "replace" -> replace(Values.text(value), arguments);
            case "indent" -> indent(Values.text(value), arguments);
            case "items" -> Values.items(value);
            case "dictsort" -> sortedItems(value);
            case "reverse" -> reversed(value);
            case "sort" -> sorted(value);
            case "unique" -> unique(value);
            case "sum" -> sum(value);
            case "min" -> Collections.min(Values.list(value), Values::compare);
            case "max" -> Collections.max(Values.list(value), Values::compare);
            case "map" -> map(value, arguments);
            case "select" -> chosen(value, arguments, null, true);
            case "reject" -> chosen(value, arguments, null, false);
            case "selectattr" -> chosen(value, arguments.from(1), Values.text(arguments.get(0, "attribute", "")), true);
            case "rejectattr" ->
                chosen(value, arguments.from(1), Values.text(arguments.get(0, "attribute", "")), false);
            default -> throw TemplateFailure.broken("unknown filter '" + name + "'");
        };
    }

    static String join(@Nullable Object value, String between, @Nullable Object attribute) {
        var parts = new ArrayList<String>();
        for (Object item : Values.list(value)) {
            parts.add(Values.text(attribute == null ? item : attribute(item, Values.text(attribute))));
        }
        return String.join(between, parts);
    }

    static String title(String text) {
        var out = new StringBuilder(text.length());
        boolean begins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(begins ? Character.toUpperCase(c) : Character.toLowerCase(c));
            begins = !Character.isLetter(c);
        }
        return out.toString();
    }

    static String capitalize(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    static String replace(String text, Arguments arguments) {
        String from = Values.text(arguments.get(0, "old", ""));
        String to = Values.text(arguments.get(1, "new", ""));
        if (from.isEmpty() || text.length() > 1 << 22 || to.length() > 1 << 16) {
            return text;
        }
        if (arguments.get(2, "count", null) instanceof Long count && count >= 0) {
            String rest = text;
            var out = new StringBuilder();
            for (long i = 0; i < count && rest.contains(from); i++) {
                out.append(rest, 0, rest.indexOf(from)).append(to);
                rest = rest.substring(rest.indexOf(from) + from.length());
            }
            return out + rest;
        }
        return text.replace(from, to);
    }

    /// A member by a path with dots, as `map(attribute='a.b')` names it.
    private static @Nullable Object attribute(@Nullable Object item, String path) {
        Object value = item;
        int from = 0;
        while (from <= path.length()) {
            int dot = path.indexOf('.', from);
            int to = dot < 0 ? path.length() : dot;
            value = Values.member(value, path.substring(from, to));
            from = to + 1;
        }
        return value;
    }

    private static @Nullable Object edge(@Nullable Object value, boolean first) {
        List<? extends @Nullable Object> items = Values.list(value);
        if (items.isEmpty()) {
            return Undefined.VALUE;
        }
        return first ? items.getFirst() : items.getLast();
    }

    private static Object toInteger(@Nullable Object value, Arguments arguments) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        try {
            return Long.valueOf(Values.text(value).strip());
        } catch (NumberFormatException e) {
            return arguments.get(0, "default", 0L) instanceof Long standard ? standard : 0L;
        }
    }

    private static String indent(String text, Arguments arguments) {
        Object width = arguments.get(0, "width", 4L);
        String blanks =
                width instanceof Long number ? " ".repeat((int) Math.clamp(number, 0L, 100L)) : Values.text(width);
        boolean first = Values.truth(arguments.get(1, "first", false));
        boolean blankLines = Values.truth(arguments.get(2, "blank", false));
        var out = new StringBuilder();
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf('\n', from);
            String line = text.substring(from, end < 0 ? text.length() : end);
            boolean indented = from == 0 ? first : blankLines || !line.isEmpty();
            out.append(indented ? blanks : "").append(line);
            if (end < 0) {
                break;
            }
            out.append('\n');
            from = end + 1;
        }
        return out.toString();
    }

    private static List<@Nullable Object> sortedItems(@Nullable Object value) {
        List<@Nullable Object> items = Values.items(value);
        items.sort((a, b) -> Values.compare(Values.member(a, 0L), Values.member(b, 0L)));
        return items;
    }

    private static Object reversed(@Nullable Object value) {
        if (value instanceof String text) {
            return new StringBuilder(text).reverse().toString();
        }
        var items = new ArrayList<@Nullable Object>(Values.list(value));
        Collections.reverse(items);
        return items;
    }

    private static List<@Nullable Object> sorted(@Nullable Object value) {
        var items = new ArrayList<@Nullable Object>(Values.list(value));
        items.sort(Values::compare);
        return items;
    }

    private static List<@Nullable Object> unique(@Nullable Object value) {
        var items = new ArrayList<@Nullable Object>();
        for (Object item : Values.list(value)) {
            if (!items.contains(item)) {
                items.add(item);
            }
        }
        return items;
    }

    private static Object sum(@Nullable Object value) {
        Object total = 0L;
        for (Object item : Values.list(value)) {
            total = Arithmetic.of("+", total, item);
        }
        return total;
    }

    private static List<@Nullable Object> map(@Nullable Object value, Arguments arguments) {
        var items = new ArrayList<@Nullable Object>();
        Map<String, @Nullable Object> names = arguments.names();
        for (Object item : Values.list(value)) {
            if (names.containsKey("attribute")) {
                Object found = attribute(item, Values.text(names.get("attribute")));
                items.add(found == Undefined.VALUE && names.containsKey("default") ? names.get("default") : found);
            } else {
                items.add(apply(Values.text(arguments.get(0, "filter", "")), item, arguments.from(1)));
            }
        }
        return items;
    }

    private static List<@Nullable Object> chosen(
            @Nullable Object value, Arguments test, @Nullable String attribute, boolean wanted) {
        var items = new ArrayList<@Nullable Object>();
        for (Object item : Values.list(value)) {
            Object tested = attribute == null ? item : attribute(item, attribute);
            boolean holds = test.has(0)
                    ? Tests.holds(Values.text(test.get(0, "test", "")), tested, test.from(1))
                    : Values.truth(tested);
            if (holds == wanted) {
                items.add(item);
            }
        }
        return items;
    }
}
