package dev.aquifer.gateway.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An engine's 400, in our own shape. Its text is kept, within bounds: it says what the model cannot do with the
/// request.
final class EngineRefusal {
    static final int LONGEST = 64 << 10;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_MESSAGE = 500;

    private EngineRefusal() {}

    static Failure read(byte[] body) {
        JsonNode error = parsed(body);
        String message = plain(error.path("message").asText(""));
        String code = error.path("code").asText("");
        String type = error.path("type").asText("");
        String lower = message.toLowerCase(Locale.ROOT);
        if (code.equals("context_length_exceeded")
                || type.equals("exceed_context_size_error")
                || lower.contains("maximum context length")
                || lower.contains("exceeds the available context size")) {
            return Failure.contextLength(message);
        }
        if (message.isEmpty()) {
            message = "The model cannot work on this request.";
        }
        String param = text(error.path("param"));
        return code.equals("unsupported_parameter") && param != null
                ? Failure.unsupported(param, message)
                : Failure.invalidValue(param, message);
    }

    private static JsonNode parsed(byte[] body) {
        try {
            JsonNode root = JSON.readTree(body);
            return root == null ? JSON.missingNode() : root.path("error").isObject() ? root.path("error") : root;
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() && node.textValue().length() <= 200 ? plain(node.textValue()) : null;
    }

    private static String plain(String text) {
        var out = new StringBuilder(Math.min(text.length(), LONGEST_MESSAGE));
        for (int i = 0; i < text.length() && out.length() < LONGEST_MESSAGE; i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) ? ' ' : c);
        }
        return out.toString().strip();
    }
}
