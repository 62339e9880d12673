package dev.aquifer.billing.bill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Writes JSON in one way only (RFC 8785): keys in order, no space, the fewest escapes. Decimals are written as
/// strings, since that standard knows no exact ones.
final class CanonicalJson {

    private CanonicalJson() {}

    static String of(JsonNode node) {
        StringBuilder text = new StringBuilder();
        write(node, text);
        return text.toString();
    }

    private static void write(JsonNode node, StringBuilder text) {
        switch (node.getNodeType()) {
            case OBJECT -> object(node, text);
            case ARRAY -> array(node, text);
            case STRING -> string(node.textValue(), text);
            case NUMBER -> number(node, text);
            case BOOLEAN, NULL -> text.append(node.asText());
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("not JSON: " + node.getNodeType());
        }
    }

    private static void number(JsonNode node, StringBuilder text) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            text.append(node.longValue());
        } else {
            string(node.decimalValue().toPlainString(), text);
        }
    }

    private static void object(JsonNode node, StringBuilder text) {
        Map<String, JsonNode> fields = new TreeMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        text.append('{');
        Iterator<Map.Entry<String, JsonNode>> entries = fields.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, JsonNode> entry = entries.next();
            string(entry.getKey(), text);
            text.append(':');
            write(entry.getValue(), text);
            if (entries.hasNext()) {
                text.append(',');
            }
        }
        text.append('}');
    }

    private static void array(JsonNode node, StringBuilder text) {
        text.append('[');
        for (int i = 0; i < node.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            write(node.get(i), text);
        }
        text.append(']');
    }

    private static void string(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char sign = value.charAt(i);
            switch (sign) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> {
                    if (sign < 0x20) {
                        text.append(String.format(Locale.ROOT, "\\u%04x", (int) sign));
                    } else {
                        text.append(sign);
                    }
                }
            }
        }
        text.append('"');
    }
}
