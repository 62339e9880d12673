package dev.aquifer.console.playground;

import tools.jackson.databind.json.JsonMapper;

/// The same call in other programs. Texts of people are written as JSON strings, which all four languages read.
final class CodeSamples {
    private CodeSamples() {}

    static String curl(ChatCall call) {
        var body = JsonMapper.builder()
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(call.json())
                .replaceAll("(?m)^(\\s*\"[a-z_]+\") : ", "$1: ")
                .replace("'", "'\\''");
        return """
                curl -N %s/chat/completions \\
                  -H "Authorization: Bearer $AQUIFER_API_KEY" \\
                  -H "Content-Type: application/json" \\
                  -d '%s'
                """.formatted(call.base(), body);
    }

    static String python(ChatCall call) {
        return """
                import os
                from openai import OpenAI

                client = OpenAI(base_url="%s", api_key=os.environ["AQUIFER_API_KEY"])

                stream = client.chat.completions.create(
                    model=%s,
                    messages=%s,
                    temperature=%s,
                    max_completion_tokens=%d,
                    stream=True,
                )
                for chunk in stream:
                    if chunk.choices:
                        print(chunk.choices[0].delta.content or "", end="", flush=True)
                """.formatted(
                        call.base(),
                        quoted(call.model()),
                        messages(call, "        ", "    ", "{\"role\": %s, \"content\": %s}", "[", "]"),
                        call.temperature(),
                        call.maxTokens());
    }

    static String java(ChatCall call) {
        var lines = new StringBuilder();
        for (var message : call.messages()) {
            var method = switch (message.role()) {
                case "system" -> "addSystemMessage";
                case "assistant" -> "addAssistantMessage";
                default -> "addUserMessage";
            };
            lines.append("        .%s(%s)\n".formatted(method, quoted(message.content())));
        }
        return """
                // com.openai:openai-java
                OpenAIClient client = OpenAIOkHttpClient.builder()
                        .baseUrl("%s")
                        .apiKey(System.getenv("AQUIFER_API_KEY"))
                        .build();
                var params = ChatCompletionCreateParams.builder()
                        .model(%s)
                %s        .temperature(%s)
                        .maxCompletionTokens(%d)
                        .build();
                try (var stream = client.chat().completions().createStreaming(params)) {
                    stream.stream()
                            .flatMap(chunk -> chunk.choices().stream())
                            .flatMap(choice -> choice.delta().content().stream())
                            .forEach(System.out::print);
                }
                """.formatted(call.base(), quoted(call.model()), lines, call.temperature(), call.maxTokens());
    }

    static String node(ChatCall call) {
        return """
                import OpenAI from 'openai';

                const client = new OpenAI({
                  baseURL: '%s',
                  apiKey: process.env.AQUIFER_API_KEY,
                });
                const stream = await client.chat.completions.create({
                  model: %s,
                  messages: %s,
                  temperature: %s,
                  max_completion_tokens: %d,
                  stream: true,
                });
                for await (const chunk of stream) {
                  process.stdout.write(chunk.choices[0]?.delta?.content ?? '');
                }
                """.formatted(
                        call.base(),
                        quoted(call.model()),
                        messages(call, "    ", "  ", "{ role: %s, content: %s }", "[", "]"),
                        call.temperature(),
                        call.maxTokens());
    }

    private static String messages(ChatCall call, String indent, String outer, String form, String open, String close) {
        var text = new StringBuilder(open).append('\n');
        for (var message : call.messages()) {
            text.append(indent)
                    .append(form.formatted(quoted(message.role()), quoted(message.content())))
                    .append(",\n");
        }
        return text.append(outer).append(close).toString();
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }
}
