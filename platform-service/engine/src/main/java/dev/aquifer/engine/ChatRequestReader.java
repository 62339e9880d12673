package dev.aquifer.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aquifer.engine.ChatRequest.Message;
import dev.aquifer.engine.ChatRequest.Sampling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a chat call. What this engine cannot do is refused by the field's name, never silently left out; fields that
/// nobody knows are ignored.
final class ChatRequestReader {
    private static final int MOST_CHOICES = 8;
    private static final int MOST_STOPS = 4;
    private static final List<String> UNSUPPORTED = List.of(
            "tools",
            "functions",
            "function_call",
            "top_logprobs",
            "audio",
            "prediction",
            "web_search_options",
            "moderation",
            "reasoning_effort",
            "min_tokens",
            "stop_token_ids",
            "structured_outputs",
            "guided_json",
            "guided_regex",
            "guided_choice",
            "guided_grammar",
            "chat_template_kwargs",
            "thinking");

    private ChatRequestReader() {}

    static ChatRequest read(ObjectNode body) {
        var fields = new Fields(body);
        String model = fields.text("model");
        if (model == null) {
            throw ApiError.missing("model");
        }
        List<Message> messages = messages(fields);
        refuseUnsupported(fields);
        boolean stream = fields.flag("stream");
        Fields streamOptions = fields.object("stream_options");
        if (streamOptions != null && !stream) {
            throw ApiError.invalid("stream_options", "'stream_options' is allowed only with 'stream': true.");
        }
        Long choices = fields.whole("n", 1, MOST_CHOICES);
        return new ChatRequest(
                model,
                messages,
                stream,
                streamOptions != null && streamOptions.flag("include_usage"),
                choices == null ? 1 : choices.intValue(),
                maxTokens(fields),
                stops(fields),
                sampling(fields),
                fields.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                AnswerSchema.read(fields));
    }

    private static void refuseUnsupported(Fields fields) {
        for (String name : UNSUPPORTED) {
            JsonNode value = fields.get(name);
            if (value != null && !(value.isContainerNode() && value.isEmpty())) {
                throw ApiError.unsupported(name, "This model does not support '" + name + "'.");
            }
        }
        if (fields.flag("logprobs")) {
            throw ApiError.unsupported("logprobs", "This model does not support 'logprobs'.");
        }
        if (fields.flag("store")) {
            throw ApiError.unsupported("store", "Nothing is stored here: leave 'store' out or set it to false.");
        }
        JsonNode choice = fields.get("tool_choice");
        if (choice != null
                && !choice.asText().equals("none")
                && !choice.asText().equals("auto")) {
            throw ApiError.unsupported("tool_choice", "This model does not support 'tool_choice'.");
        }
        JsonNode modalities = fields.get("modalities");
        if (modalities != null) {
            for (JsonNode modality : modalities) {
                if (!modality.asText().equals("text")) {
                    throw ApiError.unsupported("modalities", "This model answers in text only.");
                }
            }
        }
    }

    private static List<Message> messages(Fields fields) {
        JsonNode list = fields.get("messages");
        if (list == null) {
            throw ApiError.missing("messages");
        }
        if (!(list instanceof ArrayNode) || list.isEmpty()) {
            throw ApiError.invalid("messages", "'messages' must be a list with at least one message.");
        }
        var system = new StringBuilder();
        var others = new ArrayList<Message>();
        for (int i = 0; i < list.size(); i++) {
            String path = "messages[" + i + "]";
            if (!(list.get(i) instanceof ObjectNode object)) {
                throw ApiError.invalid(path, "'" + path + "' must be an object.");
            }
            Message message = message(new Fields(object, path));
            if (!message.role().equals("system")) {
                others.add(message);
            } else if (!message.content().isEmpty()) {
                // Many templates accept one system message only, and only as the first.
                system.append(system.isEmpty() ? "" : "\n\n").append(message.content());
            }
        }
        if (!system.isEmpty()) {
            others.addFirst(new Message("system", system.toString()));
        }
        return others;
    }

    private static Message message(Fields fields) {
        String role = fields.text("role");
        if (role == null) {
            throw ApiError.missing(fields.path("role"));
        }
        JsonNode calls = fields.get("tool_calls");
        if (calls != null && !calls.isEmpty()) {
            throw ApiError.unsupported(fields.path("tool_calls"), "This model does not support tool calls.");
        }
        return switch (role) {
            case "system", "developer" -> new Message("system", content(fields));
            case "user", "assistant" -> new Message(role, content(fields));
            case "tool" ->
                throw ApiError.unsupported(fields.path("role"), "This model does not support tool messages.");
            default ->
                throw ApiError.invalid(
                        fields.path("role"),
                        "'" + fields.path("role") + "' must be 'system', 'developer', 'user' or 'assistant'.");
        };
    }

    private static String content(Fields fields) {
        JsonNode content = fields.get("content");
        if (content == null) {
            throw ApiError.missing(fields.path("content"));
        }
        if (content.isTextual()) {
            return clean(content.textValue());
        }
        if (!(content instanceof ArrayNode parts)) {
            throw ApiError.invalid(
                    fields.path("content"), "'" + fields.path("content") + "' must be a string or a list.");
        }
        var text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            String path = fields.path("content") + "[" + i + "]";
            if (!(parts.get(i) instanceof ObjectNode object)) {
                throw ApiError.invalid(path, "'" + path + "' must be an object.");
            }
            var part = new Fields(object, path);
            String type = part.text("type");
            if (type == null) {
                throw ApiError.missing(part.path("type"));
            }
            if (!type.equals("text")) {
                throw ApiError.unsupported(part.path("type"), "This model reads text only, not '" + type + "'.");
            }
            String value = part.text("text");
            if (value == null) {
                throw ApiError.missing(part.path("text"));
            }
            text.append(value);
        }
        return clean(text.toString());
    }

    /// Half a surrogate pair cannot be written as UTF-8; it becomes the replacement character.
    private static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints()
                        .map(point ->
                                point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }

    private static @Nullable Integer maxTokens(Fields fields) {
        Long current = fields.whole("max_completion_tokens", 1, Integer.MAX_VALUE);
        Long old = fields.whole("max_tokens", 1, Integer.MAX_VALUE);
        if (current != null && old != null && !current.equals(old)) {
            throw ApiError.invalid("max_tokens", "'max_tokens' and 'max_completion_tokens' differ; give one of them.");
        }
        Long asked = current == null ? old : current;
        return asked == null ? null : asked.intValue();
    }

    private static List<String> stops(Fields fields) {
        JsonNode stop = fields.get("stop");
        if (stop == null) {
            return List.of();
        }
        if (stop.isTextual()) {
            return stop.textValue().isEmpty() ? List.of() : List.of(clean(stop.textValue()));
        }
        var stops = new ArrayList<String>();
        for (JsonNode one : stop) {
            if (!one.isTextual() || one.textValue().isEmpty()) {
                throw ApiError.invalid("stop", "'stop' must be a string or a list of strings that are not empty.");
            }
            stops.add(clean(one.textValue()));
        }
        if (!(stop instanceof ArrayNode) || stops.size() > MOST_STOPS) {
            throw ApiError.invalid("stop", "'stop' must be a string or a list of at most " + MOST_STOPS + " strings.");
        }
        return stops;
    }

    private static Sampling sampling(Fields fields) {
        Long topK = fields.whole("top_k", -1, Integer.MAX_VALUE);
        return new Sampling(
                fields.number("temperature", 1, 0, 2),
                fields.number("top_p", 1, 0, 1),
                topK == null ? 40 : Math.max(0, topK.intValue()),
                fields.number("min_p", 0.05, 0, 1),
                fields.number("frequency_penalty", 0, -2, 2),
                fields.number("presence_penalty", 0, -2, 2),
                fields.number("repetition_penalty", 1, 0.01, 10),
                fields.flag("ignore_eos"),
                logitBias(fields));
    }

    private static Map<Integer, Double> logitBias(Fields fields) {
        Fields given = fields.object("logit_bias");
        if (given == null) {
            return Map.of();
        }
        var bias = new HashMap<Integer, Double>();
        for (Map.Entry<String, JsonNode> entry : given.node().properties()) {
            int token;
            try {
                token = Integer.parseUnsignedInt(entry.getKey());
            } catch (NumberFormatException e) {
                throw ApiError.invalid("logit_bias", "The keys of 'logit_bias' must be token ids.");
            }
            bias.put(token, given.number(entry.getKey(), 0, -100, 100));
        }
        return bias;
    }
}
