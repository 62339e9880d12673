package dev.aquifer.console.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CodeSamplesTest {
    private static final ChatCall CALL = new ChatCall(
            "http://127.0.0.1:8081/v1",
            "my-lexicon",
            0.7,
            64,
            List.of(
                    new ChatCall.Message("system", "Be brief."),
                    new ChatCall.Message("user", "What's a \"river\"?\nIn one line.")));

    @Test
    void all_samples_name_the_address_and_the_model_and_no_key() {
        for (var sample : List.of(
                CodeSamples.curl(CALL), CodeSamples.python(CALL), CodeSamples.java(CALL), CodeSamples.node(CALL))) {
            assertThat(sample)
                    .contains("http://127.0.0.1:8081/v1")
                    .contains("\"my-lexicon\"")
                    .contains("AQUIFER_API_KEY")
                    .doesNotContain("aqf_");
        }
    }

    @Test
    void the_body_in_the_shell_is_the_json_that_is_sent() throws Exception {
        // given
        var curl = CodeSamples.curl(CALL);
        var quoted = curl.substring(curl.indexOf("-d '") + 4, curl.lastIndexOf('\''));

        // when
        var body = JsonMapper.shared().readTree(quoted.replace("'\\''", "'"));

        // then
        assertThat(body).isEqualTo(CALL.json());
    }

    @Test
    void quotes_and_line_breaks_of_people_stay_inside_their_strings() {
        assertThat(CodeSamples.python(CALL)).contains("\"What's a \\\"river\\\"?\\nIn one line.\"");
        assertThat(CodeSamples.java(CALL)).contains(".addUserMessage(\"What's a \\\"river\\\"?\\nIn one line.\")");
    }
}
