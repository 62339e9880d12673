package dev.aquifer.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands after a dot: members of maps, and the methods of Python's texts, lists and maps that templates call.
final class Methods {
    private Methods() {}

    static Expression member(Expression owner, String name) {
        return scope -> {
            Object value = owner.value(scope);
            if (value instanceof Map<?, ?> map && map.containsKey(name)) {
                return map.get(name);
            }
            Callable method = method(value, name);
            return method == null ? Undefined.VALUE : method;
        };
    }

    static @Nullable Object subscript(@Nullable Object owner, @Nullable Object key) {
        return Values.member(owner, key);
    }

    private static @Nullable Callable method(@Nullable Object owner, String name) {
        return switch (owner) {
            case String text -> ofText(text, name);
            case Map<?, ?> map -> ofMap(map, name);
            case List<?> list -> ofList(list, name);
            case null, default -> null;
        };
    }

    private static @Nullable Callable ofText(String text, String name) {
        return switch (name) {
            case "strip" -> arguments -> strip(text, arguments, true, true);
            case "lstrip" -> arguments -> strip(text, arguments, true, false);
            case "rstrip" -> arguments -> strip(text, arguments, false, true);
            case "upper" -> _ -> text.toUpperCase(Locale.ROOT);
            case "lower" -> _ -> text.toLowerCase(Locale.ROOT);
            case "title" -> _ -> Filters.title(text);
            case "capitalize" -> _ -> Filters.capitalize(text);
            case "startswith" -> arguments -> anyOf(arguments).stream().anyMatch(text::startsWith);
            case "endswith" -> arguments -> anyOf(arguments).stream().anyMatch(text::endsWith);
            case "split" -> arguments -> split(text, arguments);
            case "splitlines" ->
                _ -> new ArrayList<@Nullable Object>(text.lines().toList());
            case "replace" -> arguments -> Filters.replace(text, arguments);
            case "find" -> arguments -> (long) text.indexOf(Values.text(arguments.get(0, "sub", "")));
            case "rfind" -> arguments -> (long) text.lastIndexOf(Values.text(arguments.get(0, "sub", "")));
            case "count" -> arguments -> count(text, Values.text(arguments.get(0, "sub", "")));
            case "join" -> arguments -> Filters.join(arguments.get(0, "iterable", List.of()), text, null);
            case "isdigit" -> _ -> !text.isEmpty() && text.chars().allMatch(Character::isDigit);
            case "isalpha" -> _ -> !text.isEmpty() && text.chars().allMatch(Character::isLetter);
            case "isspace" -> _ -> !text.isEmpty() && text.isBlank();
            default -> null;
        };
    }

    private static @Nullable Callable ofMap(Map<?, ?> map, String name) {
        return switch (name) {
            case "items" -> _ -> Values.items(map);
            case "keys" -> _ -> new ArrayList<@Nullable Object>(map.keySet());
            case "values" -> _ -> new ArrayList<@Nullable Object>(map.values());
            case "get" ->
                arguments -> {
                    String key = Values.text(arguments.get(0, "key", null));
                    return map.containsKey(key) ? map.get(key) : arguments.get(1, "default", null);
                };
            default -> null;
        };
    }

    private static @Nullable Callable ofList(List<?> list, String name) {
        return switch (name) {
            case "append" ->
                arguments -> {
                    // A list that came from a template's own brackets can grow; those of the conversation are never
                    // changed.
                    if (list instanceof ArrayList<?> own && own.size() < 100_000) {
                        add(own, arguments.get(0, "object", null));
                    }
                    return null;
                };
            case "index" -> arguments -> (long) list.indexOf(arguments.get(0, "value", null));
            case "count" ->
                arguments -> list.stream()
                        .filter(one -> Values.equal(one, arguments.get(0, "value", null)))
                        .count();
            default -> null;
        };
    }

    @SuppressWarnings("unchecked") // Every list of a run is a list of template values.
    private static void add(List<?> list, @Nullable Object value) {
        ((List<@Nullable Object>) list).add(value);
    }

    private static String strip(String text, Arguments arguments, boolean left, boolean right) {
        Object given = arguments.get(0, "chars", null);
        int from = 0;
        int to = text.length();
        while (left && from < to && strips(given, text.charAt(from))) {
            from++;
        }
        while (right && to > from && strips(given, text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean strips(@Nullable Object given, char c) {
        return given == null ? Character.isWhitespace(c) : Values.text(given).indexOf(c) >= 0;
    }

    private static List<String> anyOf(Arguments arguments) {
        Object given = arguments.get(0, "prefix", "");
        return given instanceof List<?> list ? list.stream().map(Values::text).toList() : List.of(Values.text(given));
    }

    private static long count(String text, String part) {
        long count = 0;
        for (int at = text.indexOf(part); at >= 0 && !part.isEmpty(); at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    private static List<@Nullable Object> split(String text, Arguments arguments) {
        var parts = new ArrayList<@Nullable Object>();
        Object separator = arguments.get(0, "sep", null);
        long most = arguments.get(1, "maxsplit", -1L) instanceof Long number && number >= 0 ? number : Long.MAX_VALUE;
        if (separator == null) {
            for (String word : text.strip().split("\\s+", -1)) {
                if (!word.isEmpty()) {
                    parts.add(word);
                }
            }
            return parts;
        }
        String mark = Values.text(separator);
        if (mark.isEmpty()) {
            throw TemplateFailure.broken("a text is split at nothing");
        }
        int from = 0;
        for (int at = text.indexOf(mark); at >= 0 && parts.size() < most; at = text.indexOf(mark, from)) {
            parts.add(text.substring(from, at));
            from = at + mark.length();
        }
        parts.add(text.substring(from));
        return parts;
    }
}
