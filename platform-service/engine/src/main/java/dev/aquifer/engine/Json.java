package dev.aquifer.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// Reading and writing of JSON, strict: no duplicate keys, no text after the value.
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static ObjectNode object(byte[] body) {
        JsonNode node;
        try {
            node = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw notJson("The request body is not valid JSON"
                    + (place == null ? "." : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")."));
        } catch (IOException e) {
            throw notJson("The request body could not be read as JSON in UTF-8.");
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw notJson("The request body must be a JSON object.");
    }

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value of ours could not be written as JSON", e);
        }
    }

    private static ApiError notJson(String message) {
        return new ApiError(400, "invalid_request_error", "invalid_json", null, message);
    }
}
