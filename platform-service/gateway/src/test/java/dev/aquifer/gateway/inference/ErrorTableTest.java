package dev.aquifer.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aquifer.billing.api.budget.PausesChanged;
import dev.aquifer.billing.api.standing.StandingState;
import dev.aquifer.gateway.snapshot.Given;
import dev.aquifer.platform.api.deployment.DeploymentState;
import dev.aquifer.platform.api.key.KeyScope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every way to be refused, and the error object that says so.
class ErrorTableTest {
    @TempDir
    Path folder;

    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(folder);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static JsonNode assertError(HttpResponse<String> response, int status, String type, String code)
            throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        String id = response.headers().firstValue("x-request-id").orElseThrow();
        assertThat(response.headers().firstValue("openai-processing-ms")).isPresent();
        assertThat(response.headers().firstValue("openai-version")).hasValue("2020-10-01");
        JsonNode error = Rig.json(response.body()).path("error");
        assertThat(error.fieldNames()).toIterable().containsExactly("message", "type", "param", "code");
        assertThat(error.path("message").asText()).contains(id);
        assertThat(error.path("type").asText()).isEqualTo(type);
        assertThat(error.path("code").asText()).isEqualTo(code);
        return error;
    }

    @Test
    void a_wrong_path_is_404_before_the_key_is_looked_at() throws Exception {
        var response = rig.send(HttpRequest.newBuilder(
                        rig.request("/v1/images/generations").build().uri())
                .GET());
        assertError(response, 404, "invalid_request_error", "unknown_url");
    }

    @Test
    void a_wrong_method_is_405_and_says_the_right_one() throws Exception {
        var response = rig.get("/v1/chat/completions");
        assertError(response, 405, "invalid_request_error", "method_not_allowed");
        assertThat(response.headers().firstValue("allow")).hasValue("POST");
    }

    @ParameterizedTest
    @CsvSource({"Bearer aqf_l_wrong", "Bearer sk-1234567890", "Bearer ''"})
    void a_key_of_the_wrong_form_is_401(String header) throws Exception {
        var response = rig.send(
                HttpRequest.newBuilder(rig.request("/v1/models").build().uri())
                        .header("authorization", header)
                        .GET());
        assertError(response, 401, "invalid_request_error", "invalid_api_key");
    }

    @Test
    void unknown_revoked_and_expired_keys_look_the_same() throws Exception {
        // given
        String revoked = TestKeys.key(2);
        String expired = TestKeys.key(3);
        rig.given.publish(Given.revoked(Given.key(Given.TERN, TestKeys.sha256(revoked))));
        rig.given.publish(Given.expired(Given.key(Given.TERN, TestKeys.sha256(expired))));

        for (String key : List.of(TestKeys.key(4), revoked, expired)) {
            // when
            var response = rig.send(
                    HttpRequest.newBuilder(rig.request("/v1/models").build().uri())
                            .header("authorization", "Bearer " + key)
                            .GET());

            // then
            JsonNode error = assertError(response, 401, "invalid_request_error", "invalid_api_key");
            assertThat(error.path("message").asText()).startsWith("Incorrect API key provided.");
        }
    }

    @Test
    void a_key_without_the_scope_inference_is_403_and_says_what_it_lacks() throws Exception {
        // given
        String managing = TestKeys.key(6);
        String both = TestKeys.key(7);
        rig.given.publish(
                Given.scoped(Given.key(Given.TERN, TestKeys.sha256(managing)), KeyScope.MANAGE, KeyScope.BILLING_READ));
        rig.given.publish(
                Given.scoped(Given.key(Given.TERN, TestKeys.sha256(both)), KeyScope.INFERENCE, KeyScope.MANAGE));

        for (String path : List.of("/v1/models", "/v1/models/aquifer-lexicon-6m", "/v1/chat/completions")) {
            // when
            var request = HttpRequest.newBuilder(rig.request(path).build().uri())
                    .header("authorization", "Bearer " + managing)
                    .header("content-type", "application/json");
            var response = rig.send(
                    path.endsWith("completions")
                            ? request.POST(HttpRequest.BodyPublishers.ofString("{}"))
                            : request.GET());

            // then
            JsonNode error = assertError(response, 403, "invalid_request_error", "key_scope");
            assertThat(error.path("message").asText()).contains("'inference'");
        }
        var allowed = rig.send(
                HttpRequest.newBuilder(rig.request("/v1/models").build().uri())
                        .header("authorization", "Bearer " + both)
                        .GET());
        assertThat(allowed.statusCode()).isEqualTo(200);
    }

    @Test
    void the_21st_failed_key_of_a_minute_is_429_and_good_keys_go_on() throws Exception {
        // given
        HttpRequest.Builder bad = HttpRequest.newBuilder(
                        rig.request("/v1/models").build().uri())
                .header("authorization", "Bearer " + TestKeys.key(5))
                .GET();
        int refused = 0;

        // when
        for (int i = 0; i < 45; i++) {
            HttpResponse<String> response = rig.send(bad.copy());
            if (response.statusCode() == 429) {
                refused++;
                assertError(response, 429, "requests", "rate_limit_exceeded");
                assertThat(response.headers().firstValue("retry-after")).hasValue("60");
            }
        }

        // then: a minute may have begun in between, once
        assertThat(refused).isBetween(5, 25);
        assertThat(rig.get("/v1/models").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'model':'aquifer-lexicon-6m','messages':|invalid_json|",
                "''|invalid_json|",
                "[1]|invalid_value|",
                "{'model':'aquifer-lexicon-6m','messages':[{'role':'user','content':'a'}]} x|invalid_json|",
                "{'model':'aquifer-lexicon-6m','model':'b','messages':[]}|invalid_json|",
                "{'model':'aquifer-lexicon-6m','temperature':NaN}|invalid_json|",
                "{'messages':[{'role':'user','content':'a'}]}|missing_required_parameter|model",
                "{'model':7,'messages':[{'role':'user','content':'a'}]}|invalid_value|model",
                "{'model':'aquifer-lexicon-6m'}|missing_required_parameter|messages",
                "{'model':'aquifer-lexicon-6m','messages':[]}|invalid_value|messages",
                "{'model':'aquifer-lexicon-6m','messages':'hi'}|invalid_value|messages",
                "{'model':'aquifer-lexicon-6m','messages':[{'role':'user','content':'a'},{'content':'b'}]}"
                        + "|missing_required_parameter|messages[1].role",
                "{'model':'aquifer-lexicon-6m','messages':[{'role':'user','content':7}]}"
                        + "|invalid_value|messages[0].content",
                "{'model':'aquifer-lexicon-6m','messages':[{'role':'king','content':'a'}]}"
                        + "|invalid_value|messages[0].role",
                "{'model':'aquifer-lexicon-6m','messages':[{'role':'user','content':[{'type':'image_url'}]}]}"
                        + "|unsupported_parameter|messages[0].content[0].type",
                "{'model':'aquifer-lexicon-6m','messages':[{'role':'user','content':'a'}],'temperature':2.5}"
                        + "|invalid_value|temperature",
                "{'model':'aquifer-lexicon-6m','messages':[{'role':'user','content':'a'}],'n':0}|invalid_value|n",
                "{'model':'aquifer-lexicon-6m','messages':[{'role':'user','content':'a'}],'max_tokens':0}"
                        + "|invalid_value|max_tokens",
                "{'model':'aquifer-lexicon-6m','messages':[{'role':'user','content':'a'}],'stream':'yes'}"
                        + "|invalid_value|stream",
                "{'model':'aquifer-lexicon-6m','messages':[{'role':'user','content':'a'}],'stream_options':{}}"
                        + "|invalid_value|stream_options",
                "{'model':'aquifer-lexicon-6m','messages':[{'role':'user','content':'a'}],'store':true}"
                        + "|unsupported_parameter|store",
                "{'model':'aquifer-lexicon-6m','messages':[{'role':'user','content':'a'}],'audio':{}}"
                        + "|unsupported_parameter|audio",
                "{'model':'aquifer-lexicon-6m','messages':[{'role':'user','content':'a'}],'top_logprobs':3}"
                        + "|invalid_value|top_logprobs",
                "{'model':'aquifer-lexicon-6m','messages':[{'role':'user','content':'a'}],'max_tokens':3,"
                        + "'max_completion_tokens':4}|invalid_value|max_tokens",
            })
    void a_bad_body_is_400_and_names_the_field(String body, String code, String param) throws Exception {
        // when
        var response = rig.chat(body.replace('\'', '"'));

        // then
        JsonNode error = assertError(response, 400, "invalid_request_error", code);
        assertThat(error.path("param").isNull() ? null : error.path("param").asText())
                .isEqualTo(param);
        assertThat(rig.engine.requests).hasValue(0);
    }

    @Test
    void json_nested_too_deep_is_400() throws Exception {
        var response = rig.chat("{\"model\":\"m\",\"x\":" + "[".repeat(70) + "]".repeat(70) + "}");
        assertError(response, 400, "invalid_request_error", "invalid_json");
    }

    @Test
    void the_wrong_content_type_is_415() throws Exception {
        var response = rig.send(HttpRequest.newBuilder(
                        rig.request("/v1/chat/completions").build().uri())
                .header("authorization", "Bearer " + rig.apiKey)
                .header("content-type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(Rig.HELLO)));
        assertError(response, 415, "invalid_request_error", "unsupported_media_type");
    }

    @Test
    void unknown_and_foreign_models_get_the_same_answer() throws Exception {
        // given
        rig.given.publish(Given.dedicated(Given.GULL, "secret", rig.engine.port()));

        // when
        var foreign = rig.chat(Rig.HELLO.replace(Rig.MODEL, "secret"));
        var unknown = rig.chat(Rig.HELLO.replace(Rig.MODEL, "absent"));

        // then
        assertError(foreign, 404, "invalid_request_error", "model_not_found");
        assertError(unknown, 404, "invalid_request_error", "model_not_found");
        assertThat(withoutId(foreign).replace("secret", "absent")).isEqualTo(withoutId(unknown));
        assertThat(rig.get("/v1/models/secret").statusCode()).isEqualTo(404);
        assertThat(rig.get("/v1/models").body()).doesNotContain("secret");
    }

    private static String withoutId(HttpResponse<String> response) {
        return response.body()
                .replace(response.headers().firstValue("x-request-id").orElseThrow(), "req_");
    }

    @ParameterizedTest
    @CsvSource({
        "WAITING_FOR_CHIPS, model_starting",
        "LOADING, model_starting",
        "STOPPED, no_capacity",
        "FAILED, no_capacity"
    })
    void a_model_that_is_not_ready_is_503(DeploymentState state, String code) throws Exception {
        // given
        rig.given.publish(Given.in(Given.dedicated(Given.TERN, "mine"), state));

        // when
        var response = rig.chat(Rig.HELLO.replace(Rig.MODEL, "mine"));

        // then
        assertError(response, 503, "service_unavailable_error", code);
        assertThat(response.headers().firstValue("retry-after").isPresent()).isEqualTo(code.equals("model_starting"));
    }

    @Test
    void chat_on_an_embedding_model_is_400() throws Exception {
        rig.given.publish(Given.embeddings("vectors", rig.engine.port()));
        var error = assertError(
                rig.chat(Rig.HELLO.replace(Rig.MODEL, "vectors")), 400, "invalid_request_error", "invalid_value");
        assertThat(error.path("param").asText()).isEqualTo("model");
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "-3, OK", "-3, RESTRICTED", "5, SUSPENDED"})
    void out_of_credit_is_429_that_clients_do_not_retry(String available, StandingState state) throws Exception {
        // given
        rig.given.publish(Given.standing(Given.TERN, available, state));

        // when
        var response = rig.chat(Rig.HELLO);

        // then
        assertError(response, 429, "insufficient_quota", "insufficient_quota");
        assertThat(response.headers().firstValue("x-should-retry")).hasValue("false");
        assertThat(rig.engine.requests).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"true, false, 429", "false, true, 429", "false, false, 200"})
    void calls_that_a_budget_pauses_are_429_until_it_is_raised(boolean all, boolean key, int status) throws Exception {
        // given
        var paused = new PausesChanged(Given.TERN, all, List.of(key ? rig.key.key() : UUID.randomUUID()));
        rig.given.publish(paused);

        // when
        var response = rig.chat(Rig.HELLO);

        // then
        assertThat(response.statusCode()).isEqualTo(status);
        if (status == 429) {
            assertError(response, 429, "insufficient_quota", "budget_exceeded");
            assertThat(rig.engine.requests).hasValue(0);
        }
        rig.given.publish(new PausesChanged(Given.TERN, false, List.of()));
        assertThat(rig.chat(Rig.HELLO).statusCode()).isEqualTo(200);
    }

    @Test
    void a_context_that_is_too_long_is_told_in_the_engines_words() throws Exception {
        // given
        rig.engine.plays(FakeEngine.Script.answers("x")
                .failing(
                        400,
                        "{\"error\":{\"message\":\"maximum context length is 512 tokens. However, you requested 900\","
                                + "\"type\":\"invalid_request_error\",\"param\":\"messages\","
                                + "\"code\":\"context_length_exceeded\"}}"));

        // when
        var error = assertError(rig.chat(Rig.HELLO), 400, "invalid_request_error", "context_length_exceeded");

        // then
        assertThat(error.path("param").asText()).isEqualTo("messages");
        assertThat(error.path("message").asText()).contains("512", "900");
        assertThat(rig.usage()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, 502, server_error, upstream_error",
        "404, 502, server_error, upstream_error",
        "500, 502, server_error, upstream_error",
        "503, 503, service_unavailable_error, server_is_overloaded"
    })
    void an_engines_own_failure_is_never_the_callers(int engine, int status, String type, String code)
            throws Exception {
        // given
        rig.engine.plays(FakeEngine.Script.answers("x").failing(engine, "{\"error\":{\"message\":\"llama.cpp\"}}"));

        for (String body : List.of(Rig.HELLO, Rig.HELLO_STREAMED)) {
            // when
            var response = rig.chat(body);

            // then
            assertError(response, status, type, code);
            assertThat(response.body()).doesNotContain("llama");
        }
        assertThat(rig.engine.requests).hasValue(4);
        assertThat(rig.usage()).isEmpty();
    }

    @Test
    void a_body_that_is_too_large_is_413_and_the_sending_is_cut_short() throws Exception {
        // given
        byte[] piece = new byte[64 << 10];
        long sent = 0;
        try (var socket = rig.connect()) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
                            + "authorization: Bearer " + rig.apiKey + "\r\ntransfer-encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));

            // when
            try {
                while (sent < 100L << 20) {
                    out.write((Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    out.write(piece);
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                    sent += piece.length;
                }
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("");
            }

            // then: what stands between is in the sockets' buffers
            assertThat(sent).isLessThan(32L << 20);
            assertThat(answer(socket)).contains("413", "request_too_large");
        }
    }

    private static String answer(Socket socket) {
        var text = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            byte[] bytes = new byte[4096];
            int n;
            while (!text.toString().contains("}}") && (n = in.read(bytes)) > 0) {
                text.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // A reset after the answer's end loses nothing of it.
            return text.toString();
        }
        return text.toString();
    }

    @Test
    void a_declared_length_above_the_limit_is_refused_before_the_body() throws Exception {
        try (var socket = rig.connect()) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
                                    + "authorization: Bearer " + rig.apiKey + "\r\ncontent-length: 99999999\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(answer(socket)).contains("413", "request_too_large");
        }
    }

    @Test
    void unknown_fields_are_ignored_and_listed() throws Exception {
        // when
        var response =
                rig.chat(Rig.HELLO.replace("\"messages\"", "\"dify_hint\":{\"a\":[1]},\"user\":\"u\",\"messages\""));

        // then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("aquifer-ignored")).hasValue("dify_hint");
        assertThat(rig.engine.lastBody()).isEqualTo(Rig.HELLO);
    }

    @Test
    void a_draining_gateway_refuses_with_503() throws Exception {
        rig.api.drain();
        assertError(rig.chat(Rig.HELLO), 503, "service_unavailable_error", "server_is_overloaded");
    }
}
