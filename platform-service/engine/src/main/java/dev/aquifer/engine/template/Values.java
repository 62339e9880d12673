package dev.aquifer.engine.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What Python does with the values of a template: truth, equality, order, text, JSON, members.
final class Values {
    private Values() {}

    static boolean truth(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Undefined _ -> false;
            case Boolean flag -> flag;
            case Long number -> number != 0;
            case Double number -> number != 0;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    static boolean equal(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return a.doubleValue() == b.doubleValue();
        }
        return Objects.equals(left, right);
    }

    static int compare(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        throw TemplateFailure.broken("values of different kinds are compared");
    }

    static boolean contains(@Nullable Object container, @Nullable Object item) {
        return switch (container) {
            case String text -> text.contains(text(item));
            case List<?> list -> list.stream().anyMatch(one -> equal(one, item));
            case Map<?, ?> map -> map.containsKey(text(item));
            case null, default -> false;
        };
    }

    static @Nullable Object member(@Nullable Object owner, @Nullable Object key) {
        if (owner instanceof Map<?, ?> map && key instanceof String name) {
            return map.containsKey(name) ? map.get(name) : Undefined.VALUE;
        }
        if (key instanceof Long place) {
            if (owner instanceof List<?> list) {
                long at = place < 0 ? place + list.size() : place;
                return at >= 0 && at < list.size() ? list.get((int) at) : Undefined.VALUE;
            }
            if (owner instanceof String text) {
                long at = place < 0 ? place + text.length() : place;
                return at >= 0 && at < text.length() ? text.substring((int) at, (int) at + 1) : Undefined.VALUE;
            }
        }
        return Undefined.VALUE;
    }

    static Object slice(
            @Nullable Object owner, @Nullable Object from, @Nullable Object to, @Nullable Object stepValue) {
        List<@Nullable Object> all = new ArrayList<>(list(owner));
        int size = all.size();
        int step = stepValue instanceof Long number ? number.intValue() : 1;
        if (step == 0) {
            throw TemplateFailure.broken("a slice has the step 0");
        }
        int begin = bound(from, step > 0 ? 0 : size - 1, size, step);
        int end = bound(to, step > 0 ? size : -1, size, step);
        var part = new ArrayList<@Nullable Object>();
        for (int i = begin; step > 0 ? i < end : i > end; i += step) {
            part.add(all.get(i));
        }
        if (!(owner instanceof String)) {
            return part;
        }
        var text = new StringBuilder();
        part.forEach(text::append);
        return text.toString();
    }

    private static int bound(@Nullable Object value, int standard, int size, int step) {
        if (!(value instanceof Long number)) {
            return standard;
        }
        long at = number < 0 ? number + size : number;
        return Math.clamp(at, step > 0 ? 0 : -1, step > 0 ? size : size - 1);
    }

    /// The items of a value: of a list its elements, of a map its keys, of a text its characters.
    static List<? extends @Nullable Object> list(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> list;
            case Map<?, ?> map -> new ArrayList<>(map.keySet());
            case String text -> text.codePoints().mapToObj(Character::toString).toList();
            case null -> throw TemplateFailure.broken("none cannot be iterated");
            case Undefined _ -> List.of();
            default -> throw TemplateFailure.broken("a value cannot be iterated");
        };
    }

    static long length(@Nullable Object value) {
        return switch (value) {
            case String text -> text.codePointCount(0, text.length());
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case null, default -> 0;
        };
    }

    static List<@Nullable Object> items(@Nullable Object value) {
        var items = new ArrayList<@Nullable Object>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> {
                var pair = new ArrayList<@Nullable Object>();
                pair.add(key);
                pair.add(item);
                items.add(pair);
            });
        }
        return items;
    }

    /// As Python's `str`.
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean flag -> flag ? "True" : "False";
            case String text -> text;
            case List<?> _, Map<?, ?> _ -> json(value, -1, 0, '\'');
            default -> value.toString();
        };
    }

    /// As Python's `json.dumps`, without escaping of what is not ASCII; `indent` below 0 means one line.
    static String json(@Nullable Object value, int indent) {
        return json(value, indent, 0, '"');
    }

    private static String json(@Nullable Object value, int indent, int depth, char quote) {
        boolean strict = quote == '"';
        return switch (value) {
            case null -> strict ? "null" : "None";
            case Undefined _ -> strict ? "null" : "Undefined";
            case Boolean flag -> strict ? flag.toString() : text(flag);
            case Number number -> number.toString();
            case String text -> quoted(text, quote);
            case List<?> list -> {
                var parts = new ArrayList<String>();
                list.forEach(item -> parts.add(json(item, indent, depth + 1, quote)));
                yield joined("[", parts, "]", indent, depth);
            }
            case Map<?, ?> map -> {
                var parts = new ArrayList<String>();
                map.forEach((key, item) ->
                        parts.add(quoted(text(key), quote) + ": " + json(item, indent, depth + 1, quote)));
                yield joined("{", parts, "}", indent, depth);
            }
            default -> quoted("function", quote);
        };
    }

    private static String joined(String open, List<String> parts, String close, int indent, int depth) {
        if (indent < 0 || parts.isEmpty()) {
            return open + String.join(", ", parts) + close;
        }
        String line = "\n" + " ".repeat(indent * (depth + 1));
        return open + line + String.join("," + line, parts) + "\n" + " ".repeat(indent * depth) + close;
    }

    private static String quoted(String text, char quote) {
        var out = new StringBuilder(text.length() + 2).append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c == quote) {
                        out.append('\\').append(c);
                    } else if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append(quote).toString();
    }

    static Map<String, @Nullable Object> map() {
        return new LinkedHashMap<>();
    }
}
