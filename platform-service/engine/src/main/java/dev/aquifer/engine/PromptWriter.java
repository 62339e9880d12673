package dev.aquifer.engine;

import dev.aquifer.engine.ChatRequest.Message;
import dev.aquifer.engine.template.ChatTemplate;
import dev.aquifer.engine.template.TemplateFailure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns a conversation into the text that the model was trained on: by the file's own chat template, or, if it has
/// none that can be read, by a plain form with the speakers' names.
///
/// The template is rendered here and not by the native code, where a template that refuses a conversation (roles that
/// do not alternate, a system message) ends the whole process.
final class PromptWriter {
    private static final String NEXT_QUESTION = "\nUser:";

    private final GgufFile file;
    private final @Nullable ChatTemplate template;

    private PromptWriter(GgufFile file, @Nullable ChatTemplate template) {
        this.file = file;
        this.template = template;
    }

    static PromptWriter of(GgufFile file) {
        String source = file.chatTemplate();
        String reason = "the file holds none";
        if (source != null) {
            try {
                return new PromptWriter(file, ChatTemplate.compile(source, InstantSource.system()));
            } catch (TemplateFailure failure) {
                reason = failure.getMessage();
            }
        }
        EngineLog.line(
                "no chat template; prompts are plain lines of 'User:' and 'Assistant:'", "reason", "'" + reason + "'");
        return new PromptWriter(file, null);
    }

    String write(List<Message> messages) {
        ChatTemplate known = template;
        return known == null ? plain(messages) : byTemplate(known, messages);
    }

    /// The caller's stop strings and our own. Without a template the model does not know where its turn ends: it
    /// would go on and write the user's part.
    List<String> with(List<String> stops) {
        if (template != null) {
            return stops;
        }
        var all = new ArrayList<>(stops);
        all.add(NEXT_QUESTION);
        return all;
    }

    private String byTemplate(ChatTemplate known, List<Message> messages) {
        var list = new ArrayList<Map<String, String>>();
        for (Message message : messages) {
            list.add(Map.of("role", message.role(), "content", message.content()));
        }
        var variables = new HashMap<String, @Nullable Object>();
        variables.put("messages", list);
        variables.put("add_generation_prompt", true);
        variables.put("bos_token", file.beginText());
        variables.put("eos_token", file.endText());
        variables.put("tools", null);
        variables.put("documents", null);
        try {
            return known.render(variables);
        } catch (TemplateFailure failure) {
            if (failure.refusal()) {
                throw ApiError.invalid(
                        "messages", "The model's chat template refuses these messages: " + failure.getMessage());
            }
            EngineLog.line("chat template failed", "reason", "'" + failure.getMessage() + "'");
            throw ApiError.invalid("messages", "The model's chat template cannot write these messages.");
        }
    }

    private static String plain(List<Message> messages) {
        var text = new StringBuilder();
        for (Message message : messages) {
            text.append(
                            switch (message.role()) {
                                case "user" -> "User: ";
                                case "assistant" -> "Assistant: ";
                                default -> "";
                            })
                    .append(message.content())
                    .append('\n');
        }
        return text.append("Assistant:").toString();
    }
}
