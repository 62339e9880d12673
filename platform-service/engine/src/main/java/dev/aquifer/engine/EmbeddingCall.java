package dev.aquifer.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// One call of `POST /v1/embeddings`: checked, then worked off text by text so that it ends when the caller leaves.
final class EmbeddingCall {
    private static final int MOST_INPUTS = 2048;

    private final Embeddings model;
    private final String name;
    private final List<String> inputs;
    private final boolean base64;
    private final Reply reply;
    private final Metrics metrics;

    private EmbeddingCall(
            Embeddings model, String name, List<String> inputs, boolean base64, Reply reply, Metrics metrics) {
        this.model = model;
        this.name = name;
        this.inputs = inputs;
        this.base64 = base64;
        this.reply = reply;
        this.metrics = metrics;
    }

    static EmbeddingCall of(Embeddings model, ObjectNode body, Reply reply, Metrics metrics) {
        var fields = new Fields(body);
        String name = fields.text("model");
        if (name == null) {
            throw ApiError.missing("model");
        }
        List<String> inputs = inputs(fields);
        if (fields.get("dimensions") != null) {
            throw ApiError.unsupported(
                    "dimensions", "This model's vectors have one length, 512; leave 'dimensions' out.");
        }
        String format = fields.text("encoding_format");
        if (format != null && !format.equals("float") && !format.equals("base64")) {
            throw ApiError.invalid("encoding_format", "'encoding_format' must be 'float' or 'base64'.");
        }
        return new EmbeddingCall(model, name, inputs, "base64".equals(format), reply, metrics);
    }

    private static List<String> inputs(Fields fields) {
        JsonNode input = fields.get("input");
        if (input == null) {
            throw ApiError.missing("input");
        }
        if (input.isTextual()) {
            return List.of(text(input, "input"));
        }
        if (!(input instanceof ArrayNode list) || list.isEmpty()) {
            throw ApiError.invalid("input", "'input' must be a string or a list of strings that is not empty.");
        }
        if (list.size() > MOST_INPUTS) {
            throw ApiError.invalid(
                    "input", "'input' has " + list.size() + " texts; at most " + MOST_INPUTS + " are allowed.");
        }
        var texts = new ArrayList<String>(list.size());
        for (int i = 0; i < list.size(); i++) {
            texts.add(text(list.get(i), "input[" + i + "]"));
        }
        return texts;
    }

    private static String text(JsonNode node, String path) {
        if (node.isNumber() || node.isArray()) {
            throw ApiError.unsupported("input", "This model takes texts, not token ids.");
        }
        if (!node.isTextual()) {
            throw ApiError.invalid(path, "'" + path + "' must be a string.");
        }
        if (node.textValue().isBlank()) {
            throw ApiError.invalid(path, "'" + path + "' must not be empty.");
        }
        return node.textValue();
    }

    void run() {
        try {
            ObjectNode root = Json.MAPPER.createObjectNode().put("object", "list");
            ArrayNode data = root.putArray("data");
            int tokens = 0;
            for (int i = 0; i < inputs.size(); i++) {
                if (reply.gone()) {
                    return;
                }
                Embeddings.Vector vector = model.embed(inputs.get(i));
                tokens += vector.tokens();
                ObjectNode one = data.addObject().put("object", "embedding").put("index", i);
                if (base64) {
                    one.put("embedding", base64(vector.values()));
                } else {
                    ArrayNode values = one.putArray("embedding");
                    for (float value : vector.values()) {
                        values.add(value);
                    }
                }
            }
            root.put("model", name);
            root.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
            metrics.promptTokens.add(tokens);
            reply.json(200, root);
        } catch (RuntimeException e) {
            EngineLog.line("embedding failed", "error", e.getClass().getName());
            reply.error(ApiError.internal("The engine could not work on the request."));
        }
    }

    private static String base64(List<Float> values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(bytes::putFloat);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
