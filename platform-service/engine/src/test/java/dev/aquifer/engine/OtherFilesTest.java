package dev.aquifer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Model files that differ from the starter model in their chat template.
@Timeout(60)
class OtherFilesTest {
    private static final String TWO_QUESTIONS = "{\"model\":\"m\",\"max_tokens\":5,\"messages\":["
            + "{\"role\":\"user\",\"content\":\"Hello\"},{\"role\":\"user\",\"content\":\"there\"}]}";

    @TempDir
    private Path folder;

    @Test
    void without_a_chat_template_prompts_are_plain_lines() throws IOException {
        // given
        Path file = changed("tokenizer.chat_template", "tokenizer.chat_tempXate");

        // when
        try (var engine = RunningEngine.chat(file, 256, 1, 4)) {
            JsonNode reply = RunningEngine.json(engine.chat(TWO_QUESTIONS));

            // then
            assertThat(reply.at("/usage/completion_tokens").intValue()).isBetween(1, 5);
            assertThat(reply.at("/choices/0/message/content").textValue()).doesNotContain("User:");
        }
    }

    @Test
    void a_template_that_refuses_a_conversation_is_a_400_and_the_engine_lives() throws IOException {
        // given: the same template, cut to the same length, but it refuses everything
        String template = template();
        String refusing = "{{ raise_exception('roles must alternate') }}";
        Path file = changed(template, refusing + " ".repeat(template.length() - refusing.length()));

        // when
        try (var engine = RunningEngine.chat(file, 256, 1, 4)) {
            var response = engine.chat(TWO_QUESTIONS);

            // then
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("roles must alternate");
            assertThat(engine.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_template_that_cannot_be_read_is_left_aside() throws IOException {
        // given
        String template = template();
        Path file = changed(template, "{% if %}" + " ".repeat(template.length() - 8));

        // when
        try (var engine = RunningEngine.chat(file, 256, 1, 4)) {
            // then
            assertThat(engine.chat(TWO_QUESTIONS).statusCode()).isEqualTo(200);
        }
    }

    private static String template() {
        String template = GgufFile.read(RunningEngine.starterModel()).chatTemplate();
        assertThat(template).isNotNull();
        return String.valueOf(template);
    }

    private Path changed(String from, String to) throws IOException {
        String bytes = Files.readString(RunningEngine.starterModel(), StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains(from);
        assertThat(to).hasSameSizeAs(from);
        return Files.writeString(folder.resolve("other.gguf"), bytes.replace(from, to), StandardCharsets.ISO_8859_1);
    }
}
