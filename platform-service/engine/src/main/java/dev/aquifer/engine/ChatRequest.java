package dev.aquifer.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A checked call of `POST /v1/chat/completions`.
///
/// @param maxTokens what the caller asked for; null = what is left of the context
/// @param schemaJson the JSON schema that the answer must fit; null = free text
/// @param seed null = chosen anew for each answer
record ChatRequest(
        String model,
        List<Message> messages,
        boolean stream,
        boolean includeUsage,
        int choices,
        @Nullable Integer maxTokens,
        List<String> stops,
        Sampling sampling,
        @Nullable Long seed,
        @Nullable String schemaJson) {

    /// One message with its text parts joined. `role` is `system`, `user` or `assistant`.
    record Message(String role, String content) {}

    /// How the next token is drawn. Names and ranges are OpenAI's; `topK`, `minP` and `repetitionPenalty` are
    /// additions.
    record Sampling(
            double temperature,
            double topP,
            int topK,
            double minP,
            double frequencyPenalty,
            double presencePenalty,
            double repetitionPenalty,
            boolean ignoreEnd,
            Map<Integer, Double> logitBias) {
        Sampling {
            logitBias = Map.copyOf(logitBias);
        }
    }

    ChatRequest {
        messages = List.copyOf(messages);
        stops = List.copyOf(stops);
    }

    /// A conversation stays out of every log.
    @Override
    public String toString() {
        return "ChatRequest[model=" + model + ", messages=" + messages.size() + ", choices=" + choices + "]";
    }
}
