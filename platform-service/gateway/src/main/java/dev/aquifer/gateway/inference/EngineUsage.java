package dev.aquifer.gateway.inference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What an engine says it used, in OpenAI's dialect: `cached` and `cacheWritten` are within `prompt`,
/// `reasoning` is within `completion`.
record EngineUsage(long prompt, long completion, long cached, long cacheWritten, long reasoning) {
    private static final JsonFactory JSON = new JsonFactory();

    /// Reads a `usage` object; null if it is none, or says nothing of the prompt. An explicit zero counts as said.
    static @Nullable EngineUsage read(byte[] bytes, int from, int until) {
        long prompt = -1;
        long completion = 0;
        long cached = 0;
        long written = 0;
        long reasoning = 0;
        try (JsonParser in = JSON.createParser(bytes, from, until - from)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            int depth = 1;
            while (depth > 0) {
                JsonToken token = in.nextToken();
                switch (token) {
                    case START_OBJECT -> depth++;
                    case END_OBJECT -> depth--;
                    case START_ARRAY -> in.skipChildren();
                    case VALUE_NUMBER_INT -> {
                        long value = in.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? 0 : in.getLongValue();
                        if (value < 0) {
                            return null;
                        }
                        switch (in.currentName()) {
                            case "prompt_tokens" -> prompt = value;
                            case "completion_tokens" -> completion = value;
                            case "cached_tokens" -> cached = value;
                            case "cache_write_tokens" -> written = value;
                            case "reasoning_tokens" -> reasoning = value;
                            case null, default -> {}
                        }
                    }
                    case null -> {
                        return null;
                    }
                    default -> {}
                }
            }
        } catch (IOException e) {
            return null;
        }
        return prompt < 0 ? null : new EngineUsage(prompt, completion, cached, written, reasoning);
    }
}
