package dev.aquifer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmbeddingTest {
    private static RunningEngine engine;

    @BeforeAll
    static void start() {
        engine = RunningEngine.embedding();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void base64_is_the_same_vector_as_float() {
        // when
        JsonNode floats = embed("{\"model\":\"m\",\"input\":[\"上海的天气\",\"今天下雨\"]}");
        JsonNode coded = embed("{\"model\":\"m\",\"input\":[\"上海的天气\",\"今天下雨\"],\"encoding_format\":\"base64\"}");

        // then
        for (int i = 0; i < 2; i++) {
            JsonNode values = floats.at("/data/" + i + "/embedding");
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder()
                            .decode(coded.at("/data/" + i + "/embedding").textValue()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            assertThat(values).hasSize(512);
            assertThat(floats.at("/data/" + i + "/index").intValue()).isEqualTo(i);
            for (JsonNode value : values) {
                assertThat(bytes.getFloat()).isEqualTo(value.floatValue());
            }
        }
    }

    @Test
    void tokens_of_all_inputs_are_counted() {
        // when: five Chinese characters are five tokens, in each of two inputs
        JsonNode usage =
                embed("{\"model\":\"m\",\"input\":[\"上海的天气\",\"上海的天气\"]}").path("usage");

        // then
        assertThat(usage.path("prompt_tokens").intValue()).isEqualTo(10);
        assertThat(usage.path("total_tokens").intValue()).isEqualTo(10);
    }

    @Test
    void wrong_inputs_are_refused_by_name() {
        assertRefused("{\"model\":\"m\",\"input\":\"\"}", "input");
        assertRefused("{\"model\":\"m\",\"input\":[\"a\",\"\"]}", "input[1]");
        assertRefused("{\"model\":\"m\",\"input\":[1,2]}", "input");
        assertRefused("{\"model\":\"m\",\"input\":\"a\",\"dimensions\":64}", "dimensions");
        assertRefused("{\"model\":\"m\",\"input\":\"a\",\"encoding_format\":\"hex\"}", "encoding_format");
        String many = "\"a\",".repeat(2048) + "\"a\"";
        assertRefused("{\"model\":\"m\",\"input\":[" + many + "]}", "input");
    }

    @Test
    void a_chat_is_sent_to_another_engine() {
        // when
        var response = engine.chat("{\"model\":\"m\",\"messages\":[]}");

        // then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("/v1/embeddings");
    }

    private static JsonNode embed(String body) {
        return RunningEngine.json(engine.post("/v1/embeddings", body));
    }

    private static void assertRefused(String body, String param) {
        var response = engine.post("/v1/embeddings", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningEngine.json(response).at("/error/param").textValue()).isEqualTo(param);
    }
}
