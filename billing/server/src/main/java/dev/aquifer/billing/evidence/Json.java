package dev.aquifer.billing.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;

/// Reads files that anyone may have written.
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /// A missing node where it is no JSON.
    static JsonNode read(byte[] bytes) {
        try {
            var root = MAPPER.readTree(bytes);
            return root == null ? MissingNode.getInstance() : root;
        } catch (IOException _) {
            return MissingNode.getInstance();
        }
    }
}
