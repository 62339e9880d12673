package dev.aquifer.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// The fields of a JSON object, each read with its type and range; what does not fit is refused with the field's
/// path. `null` is the same as absent.
record Fields(ObjectNode node, String path) {

    Fields(ObjectNode node) {
        this(node, "");
    }

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    @Nullable JsonNode get(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    @Nullable String text(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw ApiError.invalid(path(name), "'" + path(name) + "' must be a string.");
        }
        return value.textValue();
    }

    boolean flag(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            throw ApiError.invalid(path(name), "'" + path(name) + "' must be true or false.");
        }
        return value.booleanValue();
    }

    double number(String name, double standard, double least, double most) {
        JsonNode value = get(name);
        if (value == null) {
            return standard;
        }
        if (!value.isNumber() || value.doubleValue() < least || value.doubleValue() > most) {
            throw ApiError.invalid(
                    path(name),
                    "'" + path(name) + "' must be a number from " + plain(least) + " to " + plain(most) + ".");
        }
        return value.doubleValue();
    }

    @Nullable Long whole(String name, long least, long most) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw ApiError.invalid(
                    path(name), "'" + path(name) + "' must be a whole number from " + least + " to " + most + ".");
        }
        return value.longValue();
    }

    @Nullable Fields object(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof ObjectNode object) {
            return new Fields(object, path(name));
        }
        throw ApiError.invalid(path(name), "'" + path(name) + "' must be an object.");
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
