package dev.aquifer.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `response_format`: the schema that an answer must fit, with bounds that keep the native grammar builder from
/// taking unbounded time, memory or stack for a schema that a stranger wrote.
final class AnswerSchema {
    private static final String FIELD = "response_format";
    private static final int LONGEST = 64 * 1024;
    private static final int DEEPEST = 32;
    private static final int MOST_REPEATS = 1000;
    private static final Set<String> COUNTS = Set.of("minLength", "maxLength", "minItems", "maxItems");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern REPEAT = Pattern.compile("\\{(\\d*),?(\\d*)}");

    private AnswerSchema() {}

    static @Nullable String read(Fields fields) {
        Fields format = fields.object(FIELD);
        if (format == null) {
            return null;
        }
        String type = format.text("type");
        if (type == null) {
            throw ApiError.missing(FIELD + ".type");
        }
        return switch (type) {
            case "text" -> null;
            case "json_object" -> "{\"type\":\"object\"}";
            case "json_schema" -> schema(format);
            default ->
                throw ApiError.invalid(
                        FIELD + ".type", "'" + FIELD + ".type' must be 'text', 'json_object' or 'json_schema'.");
        };
    }

    private static String schema(Fields format) {
        Fields wrapper = format.object("json_schema");
        if (wrapper == null) {
            throw ApiError.missing(FIELD + ".json_schema");
        }
        String name = wrapper.text("name");
        if (name == null) {
            throw ApiError.missing(wrapper.path("name"));
        }
        if (!NAME.matcher(name).matches()) {
            throw ApiError.invalid(wrapper.path("name"), "A schema's name has 1 to 64 letters, digits, '_' or '-'.");
        }
        Fields schema = wrapper.object("schema");
        if (schema == null) {
            return "{\"type\":\"object\"}";
        }
        check(schema.node(), 0, schema.path());
        String text = Json.text(schema.node());
        if (text.length() > LONGEST) {
            throw ApiError.invalid(schema.path(), "The schema is longer than " + LONGEST + " characters.");
        }
        return text;
    }

    private static void check(JsonNode node, int depth, String path) {
        if (depth > DEEPEST) {
            throw ApiError.invalid(path, "The schema is nested deeper than " + DEEPEST + " levels.");
        }
        for (var entry : node.properties()) {
            JsonNode value = entry.getValue();
            if (COUNTS.contains(entry.getKey()) && value.isNumber() && value.doubleValue() > MOST_REPEATS) {
                throw ApiError.unsupported(path, "'" + entry.getKey() + "' is supported up to " + MOST_REPEATS + ".");
            }
            if (entry.getKey().equals("pattern") && value.isTextual()) {
                checkPattern(value.textValue(), path);
            }
            if (entry.getKey().equals("$ref")
                    && value.isTextual()
                    && !value.textValue().startsWith("#")) {
                throw ApiError.unsupported(path, "'$ref' is supported within the schema only.");
            }
        }
        for (JsonNode child : node) {
            check(child, depth + 1, path);
        }
    }

    private static void checkPattern(String pattern, String path) {
        if (pattern.length() > MOST_REPEATS) {
            throw ApiError.unsupported(path, "A 'pattern' is supported up to " + MOST_REPEATS + " characters.");
        }
        Matcher repeat = REPEAT.matcher(pattern);
        while (repeat.find()) {
            for (int group = 1; group <= 2; group++) {
                String count = repeat.group(group);
                if (count.length() > 4 || (!count.isEmpty() && Integer.parseInt(count) > MOST_REPEATS)) {
                    throw ApiError.unsupported(
                            path, "Repeats in a 'pattern' are supported up to " + MOST_REPEATS + ".");
                }
            }
        }
    }
}
