package dev.aquifer.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.kherud.llama.LlamaModel;
import dev.aquifer.engine.ChatRequest.Message;
import java.util.ArrayList;
import java.util.List;

/// Turns a conversation into the text that the model was trained on: by the file's own chat template, or, if it has
/// none,
/// by a plain form with the speakers' names.
final class PromptWriter {
    private static final String NEXT_QUESTION = "\nUser:";

    private final LlamaModel model;
    private final boolean template;

    private PromptWriter(LlamaModel model, boolean template) {
        this.model = model;
        this.template = template;
    }

    static PromptWriter of(GgufFile file, LlamaModel model) {
        if (file.chatTemplate() == null) {
            EngineLog.line(
                    "the file holds no chat template; prompts are written as plain 'User:' and 'Assistant:' lines");
            return new PromptWriter(model, false);
        }
        return new PromptWriter(model, true);
    }

    String write(List<Message> messages) {
        return template ? byTemplate(messages) : plain(messages);
    }

    /// Without a template the model does not know where its turn ends: it would go on and write the user's part.
    List<String> with(List<String> stops) {
        if (template) {
            return stops;
        }
        var all = new ArrayList<>(stops);
        all.add(NEXT_QUESTION);
        return all;
    }

    private String byTemplate(List<Message> messages) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        ArrayNode list = json.putArray("messages");
        for (Message message : messages) {
            list.addObject().put("role", message.role()).put("content", message.content());
        }
        return model.applyTemplate(Json.text(json));
    }

    private static String plain(List<Message> messages) {
        var text = new StringBuilder();
        for (Message message : messages) {
            switch (message.role()) {
                case "user" -> text.append("User: ");
                case "assistant" -> text.append("Assistant: ");
                default -> text.append("");
            }
            text.append(message.content()).append('\n');
        }
        return text.append("Assistant:").toString();
    }
}
