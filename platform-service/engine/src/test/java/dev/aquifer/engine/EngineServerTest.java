package dev.aquifer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EngineServerTest {
    private static RunningEngine engine;

    @BeforeAll
    static void start() {
        engine = RunningEngine.chat(256, 1, 2);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void everything_but_health_needs_the_secret() {
        assertThat(engine.getWithSecret("/health", null).statusCode()).isEqualTo(200);
        for (String path : List.of("/v1/models", "/metrics", "/v1/models/lexicon")) {
            assertThat(engine.getWithSecret(path, null).statusCode()).isEqualTo(401);
            assertThat(engine.getWithSecret(path, "wrong").statusCode()).isEqualTo(401);
            assertThat(engine.get(path).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void the_model_is_listed_and_described() {
        // when
        JsonNode list = RunningEngine.json(engine.get("/v1/models/"));
        HttpResponse<String> absent = engine.get("/v1/models/other%2Fmodel");

        // then
        assertThat(list.at("/data/0/id").textValue()).isEqualTo("lexicon");
        assertThat(list.at("/data/0/context_length").intValue()).isEqualTo(256);
        assertThat(absent.statusCode()).isEqualTo(404);
        assertThat(RunningEngine.json(absent).at("/error/message").textValue()).contains("other/model");
    }

    @Test
    void every_failure_is_an_error_object() {
        assertError(engine.get("/nowhere"), 404, "unknown_url");
        assertError(engine.get("/v1/chat/completions"), 405, "method_not_allowed");
        assertError(engine.chat("{\"model\":"), 400, "invalid_json");
        assertError(engine.chat("{\"model\":\"m\",\"model\":\"n\"}"), 400, "invalid_json");
        assertError(engine.chat("{} {}"), 400, "invalid_json");
        assertError(engine.chat("[]"), 400, "invalid_json");
        assertError(engine.chat("{\"model\":\"m\"}"), 400, "missing_required_parameter");
        assertError(
                engine.chat("{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}"), 400, "missing_required_parameter");
        assertError(engine.post("/v1/embeddings", "{\"model\":\"m\",\"input\":\"x\"}"), 400, "invalid_value");
        assertError(engine.chat(" ".repeat(17 * 1024 * 1024)), 413, "request_too_large");
    }

    @Test
    void beyond_slots_and_queue_a_call_is_sent_away() throws Exception {
        // given: one slot and two places, all taken for a while
        String body = "{\"model\":\"m\",\"ignore_eos\":true,\"max_tokens\":200,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        List<Future<Integer>> calls = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                calls.add(threads.submit(() -> engine.chat(body).statusCode()));
            }
            await().until(() -> engine.metric("aquifer_engine_requests_queued") == 2);

            // when
            HttpResponse<String> refused = engine.chat(body);

            // then
            assertError(refused, 503, "server_is_overloaded");
            assertThat(refused.headers().firstValue("retry-after")).contains("1");
            for (Future<Integer> call : calls) {
                assertThat(call.get()).isEqualTo(200);
            }
        }
    }

    private static void assertError(HttpResponse<String> response, int status, String code) {
        JsonNode error = RunningEngine.json(response).path("error");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(error.path("code").textValue()).isEqualTo(code);
        assertThat(error.path("message").textValue()).isNotBlank();
        assertThat(error.path("type").isTextual()).isTrue();
        assertThat(error.has("param")).isTrue();
    }
}
