package dev.aquifer.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstThreadTest {
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

    @Test
    void a_plain_answer_carries_its_cost_and_is_in_the_journal() throws Exception {
        // when
        var response = rig.chat(Rig.HELLO);

        // then
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode body = Rig.json(response.body());
        assertThat(body.at("/choices/0/message/content").asText()).isEqualTo("Hello there!");
        // 5 fresh × 2.00, 2 cached × 0.50, 3 written × 8.00, each per million
        assertThat(body.at("/aquifer/cost/list").asText()).isEqualTo("0.00003500");
        assertThat(body.at("/aquifer/cost/payable").asText()).isEqualTo("0.00003500");
        assertThat(body.at("/aquifer/price_book").asText()).isEqualTo("2026-01");
        assertThat(body.at("/usage/cost").isMissingNode()).isTrue();
        assertThat(response.headers().firstValue("aquifer-cost")).hasValue("CNY 0.00003500");
        assertThat(response.headers().firstValue("aquifer-chip")).hasValue("local-cpu");
        assertThat(response.headers().firstValue("x-request-id").orElseThrow()).startsWith("req_");
        assertThat(rig.usage()).singleElement().satisfies(usage -> {
            assertThat(usage.path("request").asText())
                    .isEqualTo(response.headers().firstValue("x-request-id").orElseThrow());
            assertThat(usage.at("/tokens/input").asLong()).isEqualTo(5);
            assertThat(usage.at("/tokens/cacheRead").asLong()).isEqualTo(2);
            assertThat(usage.at("/tokens/output").asLong()).isEqualTo(3);
            assertThat(usage.path("outcome").asText()).isEqualTo("COMPLETED");
        });
    }

    @Test
    void a_stream_passes_through_and_shows_usage_only_if_asked() throws Exception {
        // when
        var without = Rig.events(rig.chat(Rig.HELLO_STREAMED).body());
        var with = Rig.events(rig.chat(Rig.HELLO_WITH_USAGE).body());

        // then
        assertThat(without).hasSize(6).last().isEqualTo("[DONE]");
        assertThat(without).noneMatch(event -> event.contains("usage"));
        assertThat(with).hasSize(7).last().isEqualTo("[DONE]");
        JsonNode usage = Rig.json(with.get(5));
        assertThat(usage.path("choices")).isEmpty();
        assertThat(usage.at("/usage/completion_tokens").asInt()).isEqualTo(3);
        assertThat(usage.at("/aquifer/cost/list").asText()).isEqualTo("0.00003500");
        assertThat(rig.usage()).hasSize(2);
        assertThat(rig.engine.bodies).last().asString().contains("\"include_usage\":true");
    }
}
