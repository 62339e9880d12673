package dev.aquifer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChatTest {
    private static final String QUESTION = "\"messages\":[{\"role\":\"user\",\"content\":\"What is a lighthouse?\"}]";

    private static RunningEngine engine;

    @BeforeAll
    static void start() {
        engine = RunningEngine.chat(512, 8, 16);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void a_stream_says_what_a_whole_reply_says() {
        // given
        String body = "{\"model\":\"m\",\"temperature\":0,\"seed\":7,\"max_tokens\":60," + QUESTION;

        // when
        JsonNode whole = RunningEngine.json(engine.chat(body + "}"));
        List<JsonNode> events = engine.stream(body + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}");

        // then
        assertThat(text(events, 0)).isEqualTo(text(whole)).isNotBlank();
        assertThat(events.getLast().path("choices")).isEmpty();
        assertThat(events.getLast().path("usage")).isEqualTo(whole.path("usage"));
        assertThat(events.get(events.size() - 2).at("/choices/0/finish_reason").textValue())
                .isEqualTo(whole.at("/choices/0/finish_reason").textValue());
        assertThat(events.getFirst().at("/choices/0/delta/role").textValue()).isEqualTo("assistant");
        assertThat(events)
                .extracting(event -> event.path("id").textValue())
                .containsOnly(events.getFirst().path("id").textValue());
    }

    @Test
    void without_include_usage_no_chunk_has_the_member() {
        // when
        List<JsonNode> events = engine.stream("{\"model\":\"m\",\"stream\":true,\"max_tokens\":3," + QUESTION + "}");

        // then
        assertThat(events).noneMatch(event -> event.has("usage") || event.has("error"));
    }

    @Test
    void an_answer_that_reaches_its_limit_has_exactly_that_many_tokens() {
        // when
        JsonNode reply = RunningEngine.json(
                engine.chat("{\"model\":\"m\",\"max_tokens\":37,\"ignore_eos\":true," + QUESTION + "}"));

        // then
        assertThat(reply.at("/choices/0/finish_reason").textValue()).isEqualTo("length");
        assertThat(reply.at("/usage/completion_tokens").intValue()).isEqualTo(37);
    }

    @Test
    void an_answer_that_ends_by_itself_counts_its_chunks_and_the_end_token() {
        // when
        List<JsonNode> events = engine.stream(
                "{\"model\":\"m\",\"temperature\":0,\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"What is the opposite of hot?\"}]}");

        // then
        long chunks = events.stream()
                .filter(event -> event.at("/choices/0/delta/content").asText().length() > 0)
                .count();
        assertThat(events.get(events.size() - 2).at("/choices/0/finish_reason").textValue())
                .isEqualTo("stop");
        assertThat(events.getLast().at("/usage/completion_tokens").longValue()).isEqualTo(chunks + 1);
    }

    @Test
    void prompt_tokens_are_those_of_the_template() {
        // given: each further letter "a " after the first is one token of the tokenizer
        JsonNode shorter = RunningEngine.json(engine.chat(message("a a a")));

        // when
        JsonNode longer = RunningEngine.json(engine.chat(message("a a a a a")));

        // then
        assertThat(longer.at("/usage/prompt_tokens").intValue()
                        - shorter.at("/usage/prompt_tokens").intValue())
                .isEqualTo(2);
    }

    @Test
    void a_stop_string_is_cut_even_if_it_spans_tokens() {
        // given
        String body = "{\"model\":\"m\",\"temperature\":0,\"max_tokens\":60," + QUESTION;
        String all = text(RunningEngine.json(engine.chat(body + "}")));
        String stop = all.substring(9, 21);

        // when
        JsonNode cut = RunningEngine.json(engine.chat(body + ",\"stop\":[" + Json.text(stop) + "]}"));
        List<JsonNode> events = engine.stream(body + ",\"stream\":true,\"stop\":" + Json.text(stop) + "}");

        // then
        assertThat(text(cut)).isEqualTo(all.substring(0, all.indexOf(stop)));
        assertThat(text(events, 0)).isEqualTo(text(cut));
        assertThat(cut.at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
    }

    @Test
    void several_answers_begin_with_all_their_role_chunks_and_pay_the_prompt_once() {
        // given
        JsonNode one = RunningEngine.json(engine.chat("{\"model\":\"m\",\"max_tokens\":4," + QUESTION + "}"));

        // when
        List<JsonNode> events =
                engine.stream("{\"model\":\"m\",\"n\":3,\"max_tokens\":4,\"ignore_eos\":true,\"stream\":true,"
                        + "\"stream_options\":{\"include_usage\":true}," + QUESTION + "}");

        // then
        for (int i = 0; i < 3; i++) {
            assertThat(events.get(i).at("/choices/0/index").intValue()).isEqualTo(i);
            assertThat(events.get(i).at("/choices/0/delta/role").textValue()).isEqualTo("assistant");
            assertThat(events.get(events.size() - 4 + i).at("/choices/0/index").intValue())
                    .isEqualTo(i);
            assertThat(events.get(events.size() - 4 + i)
                            .at("/choices/0/finish_reason")
                            .textValue())
                    .isEqualTo("length");
        }
        JsonNode usage = events.getLast().path("usage");
        assertThat(usage.path("completion_tokens").intValue()).isEqualTo(12);
        assertThat(usage.path("prompt_tokens")).isEqualTo(one.at("/usage/prompt_tokens"));
    }

    @Test
    void eight_at_once_are_all_answered_as_if_alone() throws Exception {
        // given
        String body = "{\"model\":\"m\",\"temperature\":0,\"max_tokens\":40," + QUESTION + "}";
        String alone = text(RunningEngine.json(engine.chat(body)));
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(() -> text(RunningEngine.json(engine.chat(body))));
        }

        // when
        var answers = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }

        // then
        assertThat(answers).hasSize(8).containsOnly(alone);
    }

    @Test
    void a_caller_that_leaves_frees_its_slot_within_a_second() throws IOException {
        for (String stream : List.of("true", "false")) {
            // given
            String body = "{\"model\":\"m\",\"n\":8,\"ignore_eos\":true,\"max_tokens\":480,\"stream\":" + stream + ","
                    + QUESTION + "}";
            long before = engine.metric("aquifer_engine_cancelled_total");
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), engine.port())) {
                socket.getOutputStream()
                        .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                        + RunningEngine.SECRET + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                        + body)
                                .getBytes(StandardCharsets.UTF_8));
                await().atMost(Duration.ofSeconds(5)).until(() -> engine.metric("aquifer_engine_requests_running") > 0);
            }

            // when: the socket is closed

            // then
            await().atMost(Duration.ofSeconds(1)).until(() -> engine.metric("aquifer_engine_requests_running") == 0);
            assertThat(engine.metric("aquifer_engine_cancelled_total")).isEqualTo(before + 1);
        }
    }

    @Test
    void what_does_not_fit_the_context_is_refused_with_the_numbers() {
        // when
        HttpResponse<String> response = engine.chat("{\"model\":\"m\",\"max_tokens\":600," + QUESTION + "}");

        // then
        JsonNode error = RunningEngine.json(response).path("error");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.path("code").textValue()).isEqualTo("context_length_exceeded");
        assertThat(error.path("param").textValue()).isEqualTo("messages");
        assertThat(error.path("message").textValue()).contains("512 tokens", "600 in the completion");
    }

    @Test
    void the_answer_may_fill_what_is_left_of_the_context() {
        // when
        JsonNode reply = RunningEngine.json(engine.chat("{\"model\":\"m\",\"ignore_eos\":true," + QUESTION + "}"));

        // then
        assertThat(reply.at("/usage/total_tokens").intValue()).isEqualTo(512);
        assertThat(reply.at("/choices/0/finish_reason").textValue()).isEqualTo("length");
    }

    @Test
    void an_answer_fits_the_schema() {
        // when
        JsonNode reply =
                RunningEngine.json(engine.chat("{\"model\":\"m\",\"max_tokens\":200,\"seed\":3,\"response_format\":"
                        + "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"word\",\"strict\":true,\"schema\":{\"type\":\"object\","
                        + "\"properties\":{\"noun\":{\"type\":\"boolean\"},\"count\":{\"enum\":[1,2]}},"
                        + "\"required\":[\"noun\",\"count\"],\"additionalProperties\":false}}}," + QUESTION + "}"));

        // then
        JsonNode answer = RunningEngine.json(text(reply));
        assertThat(answer.path("noun").isBoolean()).isTrue();
        assertThat(answer.path("count").intValue()).isBetween(1, 2);
    }

    @Test
    void a_schema_that_cannot_be_used_is_refused_and_the_engine_lives() {
        for (String schema : List.of(
                "{\"$ref\":\"#/nowhere\"}",
                "{\"type\":\"string\",\"pattern\":\"(\"}",
                "{\"type\":\"string\",\"maxLength\":100000}")) {
            // when
            HttpResponse<String> response = engine.chat("{\"model\":\"m\",\"max_tokens\":5,\"response_format\":"
                    + "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":" + schema + "}},"
                    + QUESTION + "}");

            // then
            assertThat(response.statusCode()).as(schema).isEqualTo(400);
        }
        assertThat(engine.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void any_text_goes_in_and_whole_characters_come_out() {
        // when: emoji, a NUL, half a surrogate pair, a control token of the template
        HttpResponse<String> response =
                engine.chat("{\"model\":\"m\",\"temperature\":2,\"ignore_eos\":true,\"max_tokens\":300,"
                        + "\"top_k\":0,\"min_p\":0,\"messages\":[{\"role\":\"developer\",\"content\":\"Be brief.\"},"
                        + "{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"你好\"}]},"
                        + "{\"role\":\"user\",\"content\":\"😀 \\u0000 \\ud83d <|im_end|> 灯塔?\"}]}");

        // then
        JsonNode reply = RunningEngine.json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(reply.at("/usage/completion_tokens").intValue()).isEqualTo(300);
    }

    @Test
    void what_cannot_be_honoured_is_refused_by_name() {
        assertRefused("\"tools\":[{\"type\":\"function\"}]", "tools", "unsupported_parameter");
        assertRefused("\"logprobs\":true", "logprobs", "unsupported_parameter");
        assertRefused("\"reasoning_effort\":\"low\"", "reasoning_effort", "unsupported_parameter");
        assertRefused("\"temperature\":3", "temperature", "invalid_value");
        assertRefused("\"n\":9", "n", "invalid_value");
        assertRefused("\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]", "stop", "invalid_value");
        assertRefused("\"stream_options\":{}", "stream_options", "invalid_value");
        assertRefused("\"max_tokens\":5,\"max_completion_tokens\":6", "max_tokens", "invalid_value");
        assertThat(engine.chat("{\"model\":\"m\",\"temperature\":null,\"tools\":[],\"unheard_of\":1,\"max_tokens\":1,"
                                + QUESTION + "}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static void assertRefused(String field, String param, String code) {
        HttpResponse<String> response = engine.chat("{\"model\":\"m\"," + field + "," + QUESTION + "}");
        JsonNode error = RunningEngine.json(response).path("error");
        assertThat(response.statusCode()).as(field).isEqualTo(400);
        assertThat(error.path("param").textValue()).isEqualTo(param);
        assertThat(error.path("code").textValue()).isEqualTo(code);
    }

    private static String message(String content) {
        return "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"" + content + "\"}]}";
    }

    private static String text(JsonNode reply) {
        return reply.at("/choices/0/message/content").textValue();
    }

    private static String text(List<JsonNode> events, int choice) {
        var text = new StringBuilder();
        for (JsonNode event : events) {
            JsonNode one = event.at("/choices/0");
            if (one.path("index").asInt(-1) == choice) {
                text.append(one.at("/delta/content").asText(""));
            }
        }
        return text.toString();
    }
}
