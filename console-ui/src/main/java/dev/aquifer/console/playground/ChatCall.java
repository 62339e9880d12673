package dev.aquifer.console.playground;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A call of the chat API, as the playground makes it and as the code beside it shows it.
///
/// @param base of the inference API, with `/v1`
/// @param model name of the deployment
/// @param messages oldest first, the system text among them
record ChatCall(String base, String model, double temperature, int maxTokens, List<Message> messages) {
    record Message(String role, String content) {}

    ChatCall {
        messages = List.copyOf(messages);
    }

    /// The body that is sent: streamed, with usage in the last chunk.
    String body() {
        var json = json();
        json.putObject("stream_options").put("include_usage", true);
        return json.toString();
    }

    ObjectNode json() {
        var json = JsonMapper.shared().createObjectNode();
        json.put("model", model);
        json.put("stream", true);
        json.put("temperature", temperature);
        json.put("max_completion_tokens", maxTokens);
        var list = json.putArray("messages");
        messages.forEach(message -> list.addObject().put("role", message.role()).put("content", message.content()));
        return json;
    }
}
