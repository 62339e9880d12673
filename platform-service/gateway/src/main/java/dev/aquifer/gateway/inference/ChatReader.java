package dev.aquifer.gateway.inference;

import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/// Reads the body of `POST /v1/chat/completions`.
final class ChatReader extends CallReader {
    private static final int MOST_CHOICES = 8;

    private boolean stream;
    private boolean streamOptions;
    private boolean usageAsked;
    private int choices = 1;
    private long mostTokens;
    private long oldMostTokens;
    private boolean logprobs;
    private boolean topLogprobs;

    ChatReader(byte[] body) {
        super(body);
    }

    @Override
    protected String required() {
        return "messages";
    }

    @Override
    protected Fate member(String name) throws IOException {
        switch (name) {
            case "messages" -> messages();
            case "temperature" -> number(name, 0, 2);
            case "top_p" -> number(name, 0, 1);
            case "frequency_penalty", "presence_penalty" -> number(name, -2, 2);
            case "max_completion_tokens" -> mostTokens = whole(name, 1, Long.MAX_VALUE);
            case "max_tokens" -> oldMostTokens = whole(name, 1, Long.MAX_VALUE);
            case "n" -> choices = (int) whole(name, 1, MOST_CHOICES);
            case "seed" -> whole(name, Long.MIN_VALUE, Long.MAX_VALUE);
            case "stop" -> stop();
            case "logit_bias" -> logitBias();
            case "logprobs" -> logprobs = flag(name);
            case "top_logprobs" -> {
                whole(name, 0, 20);
                topLogprobs = true;
            }
            case "tools" -> tools();
            case "tool_choice" -> toolChoice();
            case "parallel_tool_calls" -> flag(name);
            case "response_format" -> responseFormat();
            case "stream" -> stream = flag(name);
            case "stream_options" -> {
                streamOptions();
                return Fate.DROPPED;
            }
            case "user", "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "verbosity" -> {
                text(name);
                return Fate.DROPPED;
            }
            case "prompt_cache_options" -> {
                structure(JsonToken.START_OBJECT, name);
                return Fate.DROPPED;
            }
            case "metadata" -> {
                metadata();
                return Fate.DROPPED;
            }
            case "service_tier" -> {
                String tier = text(name);
                if (tier != null && !tier.equals("auto") && !tier.equals("default")) {
                    fail(Failure.unsupported(name, "This service tier is not offered; use 'auto' or 'default'."));
                }
                return Fate.DROPPED;
            }
            case "store" -> {
                if (flag(name)) {
                    fail(Failure.unsupported(name, "Nothing is stored here: leave 'store' out or set it to false."));
                }
                return Fate.DROPPED;
            }
            case "modalities" -> {
                modalities();
                return Fate.DROPPED;
            }
            case "reasoning_effort",
                    "audio",
                    "prediction",
                    "web_search_options",
                    "moderation",
                    "functions",
                    "function_call" -> {
                fail(Failure.unsupported(name, unsupported(name)));
                return Fate.DROPPED;
            }
            // What vLLM and its kin take beyond OpenAI's fields; the engine judges them.
            case "top_k",
                    "min_p",
                    "repetition_penalty",
                    "min_tokens",
                    "stop_token_ids",
                    "ignore_eos",
                    "skip_special_tokens",
                    "chat_template_kwargs",
                    "structured_outputs",
                    "guided_json",
                    "guided_regex",
                    "guided_choice",
                    "guided_grammar",
                    "enable_thinking",
                    "thinking" -> skip();
            default -> {
                return Fate.UNKNOWN;
            }
        }
        return Fate.PASSED;
    }

    private static String unsupported(String name) {
        return name.startsWith("function")
                ? "'" + name + "' is no longer supported; use 'tools' and 'tool_choice'."
                : "'" + name + "' is not supported by this model.";
    }

    private void messages() throws IOException {
        if (!structure(JsonToken.START_ARRAY, "messages")) {
            return;
        }
        int index = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            String path = "messages[" + index++ + "]";
            if (structure(JsonToken.START_OBJECT, path)) {
                message(path);
            }
        }
        if (index == 0) {
            wrong("messages", "at least one message");
        }
    }

    private void message(String path) throws IOException {
        String role = "";
        boolean content = false;
        boolean calls = false;
        boolean answers = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            boolean there = in.nextToken() != JsonToken.VALUE_NULL;
            switch (name) {
                case "role" -> role = role(path + ".role");
                case "content" -> {
                    content = there;
                    if (there) {
                        content(path + ".content");
                    }
                }
                case "tool_calls" -> {
                    calls = there;
                    if (there) {
                        structure(JsonToken.START_ARRAY, path + ".tool_calls");
                        skip();
                    }
                }
                case "tool_call_id" -> {
                    answers = there;
                    text(path + ".tool_call_id");
                }
                default -> skip();
            }
        }
        if (role.isEmpty()) {
            fail(Failure.missing(path + ".role"));
        } else if (!content && !(role.equals("assistant") && calls)) {
            fail(Failure.missing(path + ".content"));
        } else if (role.equals("tool") && !answers) {
            fail(Failure.missing(path + ".tool_call_id"));
        }
    }

    private String role(String path) throws IOException {
        String role = text(path);
        if (role == null) {
            return "unknown";
        }
        switch (role) {
            case "developer", "system", "user", "assistant", "tool" -> {}
            default -> wrong(path, "one of 'developer', 'system', 'user', 'assistant', 'tool'");
        }
        return role;
    }

    private void content(String path) throws IOException {
        if (at(JsonToken.VALUE_STRING)) {
            countedText(path);
            return;
        }
        if (!at(JsonToken.START_ARRAY)) {
            wrong(path, "a string or a list of parts");
            skip();
            return;
        }
        int index = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            String part = path + "[" + index++ + "]";
            if (structure(JsonToken.START_OBJECT, part)) {
                part(part);
            }
        }
        if (index == 0) {
            wrong(path, "at least one part");
        }
    }

    private void part(String path) throws IOException {
        String type = "";
        boolean text = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "type" -> {
                    String given = text(path + ".type");
                    type = given == null ? "unknown" : given;
                }
                case "text" -> text = countedText(path + ".text");
                default -> skip();
            }
        }
        switch (type) {
            case "" -> fail(Failure.missing(path + ".type"));
            case "text" -> {
                if (!text) {
                    fail(Failure.missing(path + ".text"));
                }
            }
            case "refusal" -> {}
            case "image_url", "input_audio", "file" ->
                fail(Failure.unsupported(path + ".type", "This model reads text only, not '" + type + "'."));
            default -> wrong(path + ".type", "'text'");
        }
    }

    private void stop() throws IOException {
        if (at(JsonToken.VALUE_STRING)) {
            return;
        }
        if (!at(JsonToken.START_ARRAY)) {
            wrong("stop", "a string or a list of at most 4 strings");
            skip();
            return;
        }
        int index = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            text("stop[" + index++ + "]");
        }
        if (index > 4) {
            wrong("stop", "at most 4 strings");
        }
    }

    private void logitBias() throws IOException {
        if (!structure(JsonToken.START_OBJECT, "logit_bias")) {
            return;
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String id = in.currentName();
            in.nextToken();
            number("logit_bias." + id, -100, 100);
        }
    }

    private void tools() throws IOException {
        if (!structure(JsonToken.START_ARRAY, "tools")) {
            return;
        }
        int index = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            structure(JsonToken.START_OBJECT, "tools[" + index++ + "]");
            skip();
        }
        if (index > 128) {
            wrong("tools", "at most 128 tools");
        }
    }

    private void toolChoice() throws IOException {
        if (at(JsonToken.VALUE_STRING)) {
            String choice = in.getText();
            if (!choice.equals("none") && !choice.equals("auto") && !choice.equals("required")) {
                wrong("tool_choice", "'none', 'auto', 'required' or an object");
            }
        } else if (structure(JsonToken.START_OBJECT, "tool_choice")) {
            skip();
        }
    }

    private void responseFormat() throws IOException {
        if (!structure(JsonToken.START_OBJECT, "response_format")) {
            return;
        }
        String type = "";
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            if (name.equals("type")) {
                String given = text("response_format.type");
                type = given == null ? "unknown" : given;
            } else {
                skip();
            }
        }
        switch (type) {
            case "text", "json_object", "json_schema" -> {}
            case "" -> fail(Failure.missing("response_format.type"));
            default -> wrong("response_format.type", "'text', 'json_object' or 'json_schema'");
        }
    }

    private void streamOptions() throws IOException {
        streamOptions = true;
        if (!structure(JsonToken.START_OBJECT, "stream_options")) {
            return;
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            if (name.equals("include_usage") && !at(JsonToken.VALUE_NULL)) {
                usageAsked = flag("stream_options.include_usage");
            } else {
                skip();
            }
        }
    }

    private void metadata() throws IOException {
        if (!structure(JsonToken.START_OBJECT, "metadata")) {
            return;
        }
        int pairs = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            String value = text("metadata." + name);
            if (name.length() > 64 || (value != null && value.length() > 512)) {
                wrong("metadata." + name, "a name of at most 64 and a value of at most 512 characters");
            }
            pairs++;
        }
        if (pairs > 16) {
            wrong("metadata", "at most 16 pairs");
        }
    }

    private void modalities() throws IOException {
        if (!structure(JsonToken.START_ARRAY, "modalities")) {
            return;
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            String modality = text("modalities");
            if (modality != null && !modality.equals("text")) {
                fail(Failure.unsupported("modalities", "This model answers in text only."));
            }
        }
    }

    @Override
    protected Call finish(String model, List<String> ignored, Buffer engineBody) {
        if (streamOptions && !stream) {
            wrong("stream_options", "'stream': true beside it");
        }
        if (topLogprobs && !logprobs) {
            wrong("top_logprobs", "'logprobs': true beside it");
        }
        if (mostTokens != 0 && oldMostTokens != 0 && mostTokens != oldMostTokens) {
            wrong("max_tokens", "the same as 'max_completion_tokens', or nothing");
        }
        // Engines of vLLM's family state the counts in each chunk if asked to: so a stream that breaks off is still
        // billed by their own count. Others ignore the member.
        close(stream ? "\"stream_options\":{\"include_usage\":true,\"continuous_usage_stats\":true}" : "");
        return new Call(
                model,
                stream,
                usageAsked,
                choices,
                Math.max(mostTokens, oldMostTokens),
                textBytes,
                bodyBytes(),
                false,
                ignored,
                engineBody);
    }
}
