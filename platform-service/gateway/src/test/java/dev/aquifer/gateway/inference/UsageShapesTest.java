package dev.aquifer.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aquifer.billing.api.standing.StandingState;
import dev.aquifer.gateway.inference.FakeEngine.Script;
import dev.aquifer.gateway.inference.FakeEngine.UsageShape;
import dev.aquifer.gateway.snapshot.Given;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// B6: in whatever shape an engine states its usage, streamed and plain answers are billed the same, and the caller
/// sees the order of the published contract.
class UsageShapesTest {
    private static final String[] WORDS = {"An", " aquifer", " is", " water", " below", " ground", "."};

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

    @ParameterizedTest
    @EnumSource(UsageShape.class)
    void streamed_and_plain_answers_are_billed_equal(UsageShape shape) throws Exception {
        // given
        rig.engine.plays(Script.of(shape, 9, WORDS.length, WORDS));

        // when
        var plain = rig.chat(Rig.HELLO);
        var streamed = Rig.events(rig.chat(Rig.HELLO_WITH_USAGE).body());
        var silent = Rig.events(rig.chat(Rig.HELLO_STREAMED).body());

        // then
        List<JsonNode> usage = rig.usage();
        assertThat(usage).hasSize(3);
        assertThat(usage)
                .extracting(it -> it.path("tokens"))
                .containsOnly(usage.getFirst().path("tokens"));
        if (shape != UsageShape.ABSENT) {
            assertThat(usage.getFirst().at("/tokens/output").asLong()).isEqualTo(WORDS.length);
            assertThat(usage.getFirst().at("/tokens/input").asLong()).isEqualTo(7);
            assertThat(usage.getFirst().at("/tokens/cacheRead").asLong()).isEqualTo(2);
        }

        // then: the caller sees what is billed, once, last
        JsonNode last = Rig.json(streamed.get(streamed.size() - 2));
        assertThat(last.path("choices")).isEmpty();
        assertThat(last.at("/usage/completion_tokens").asLong())
                .isEqualTo(usage.getFirst().at("/tokens/output").asLong());
        assertThat(Rig.json(plain.body()).at("/usage/completion_tokens"))
                .isEqualTo(last.at("/usage/completion_tokens"));
        assertThat(Rig.json(plain.body()).at("/aquifer/cost")).isEqualTo(last.at("/aquifer/cost"));
        for (String event : streamed.subList(0, streamed.size() - 2)) {
            assertThat(Rig.json(event).path("choices")).isNotEmpty();
            assertThat(Rig.json(event).path("usage").isValueNode()
                            || Rig.json(event).path("usage").isMissingNode())
                    .isTrue();
        }
        assertThat(silent).noneMatch(event -> event.contains("usage")).last().isEqualTo("[DONE]");
        assertThat(silent).hasSize(WORDS.length + 3);
    }

    @Test
    void an_explicit_zero_is_not_replaced_by_an_estimate() throws Exception {
        // given
        rig.engine.plays(Script.of(UsageShape.OWN_CHUNK, 0, 0, WORDS));

        // when
        rig.chat(Rig.HELLO);
        rig.chat(Rig.HELLO_STREAMED);

        // then
        assertThat(rig.usage()).hasSize(2).allSatisfy(usage -> {
            assertThat(usage.at("/tokens/input").asLong()).isZero();
            assertThat(usage.at("/tokens/output").asLong()).isZero();
        });
    }

    @ParameterizedTest
    @CsvSource({"EVERY_CHUNK, 3", "ABSENT, 3", "OWN_CHUNK, 3"})
    void a_stream_that_the_engine_cuts_ends_in_an_error_and_is_billed_as_delivered(UsageShape shape, int tokens)
            throws Exception {
        // given: the role chunk and three words
        rig.engine.plays(Script.of(shape, 9, WORDS.length, WORDS).everyMillis(5).cutAfter(tokens + 1));

        // when
        var events = Rig.events(rig.chat(Rig.HELLO_WITH_USAGE).body());

        // then
        assertThat(events).doesNotContain("[DONE]").hasSize(tokens + 2);
        assertThat(Rig.json(events.getLast()).at("/error/code").asText()).isEqualTo("upstream_error");
        assertThat(rig.usage()).singleElement().satisfies(usage -> {
            assertThat(usage.path("outcome").asText()).isEqualTo("ENGINE_BROKE");
            assertThat(usage.at("/tokens/output").asLong()).isEqualTo(tokens);
            assertThat(usage.at("/tokens/input").asLong()
                            + usage.at("/tokens/cacheRead").asLong())
                    .isEqualTo(shape == UsageShape.EVERY_CHUNK ? 9 : 1);
        });
    }

    @Test
    void a_stream_without_done_is_not_taken_for_whole() throws Exception {
        // given
        rig.engine.plays(Script.of(UsageShape.OWN_CHUNK, 9, WORDS.length, WORDS).withoutDone());

        // when
        var events = Rig.events(rig.chat(Rig.HELLO_STREAMED).body());

        // then
        assertThat(events.getLast()).contains("upstream_error");
        assertThat(rig.usage())
                .singleElement()
                .satisfies(usage -> assertThat(usage.path("outcome").asText()).isEqualTo("ENGINE_BROKE"));
    }

    @Test
    void what_was_not_delivered_is_free() throws Exception {
        // given: the engine dies before its first word
        rig.engine.plays(Script.of(UsageShape.OWN_CHUNK, 9, WORDS.length, WORDS).cutAfter(0));

        // when
        var streamed = rig.chat(Rig.HELLO_STREAMED);
        rig.engine.plays(Script.of(UsageShape.OWN_CHUNK, 9, WORDS.length, WORDS).cutAfter(1));
        var plain = rig.chat(Rig.HELLO);

        // then
        assertThat(streamed.statusCode()).isEqualTo(502);
        assertThat(plain.statusCode()).isEqualTo(502);
        assertThat(rig.usage()).isEmpty();
        assertThat(rig.engine.requests).hasValue(4);
    }

    @Test
    void usage_that_the_bytes_cannot_hold_is_capped_and_counted() throws Exception {
        // given
        rig.engine.plays(Script.of(UsageShape.OWN_CHUNK, 1_000_000, 1_000_000, WORDS));

        // when
        rig.chat(Rig.HELLO);
        var streamed = Rig.events(rig.chat(Rig.HELLO_WITH_USAGE).body());

        // then
        List<JsonNode> usage = rig.usage();
        assertThat(usage).hasSize(2);
        assertThat(usage.get(0).path("tokens")).isEqualTo(usage.get(1).path("tokens"));
        assertThat(usage.get(0).at("/tokens/output").asLong())
                .isEqualTo(String.join("", WORDS).length() + 64);
        assertThat(Rig.json(streamed.get(streamed.size() - 2))
                        .at("/usage/prompt_tokens")
                        .asLong())
                .isEqualTo(512);
        assertThat(rig.meters.counter("aquifer.inference.usage.capped").count()).isEqualTo(2);
    }

    @Test
    void the_subsidy_is_shown_as_an_estimate() throws Exception {
        // given
        rig.given.publish(Given.standing(Given.TERN, "100", StandingState.OK));

        // when
        JsonNode answer = Rig.json(rig.chat(Rig.HELLO).body());

        // then: a tenth of the list price by the ratio for tokens, rounded towards zero
        assertThat(answer.at("/aquifer/cost/list").asText()).isEqualTo("0.00003500");
        assertThat(answer.at("/aquifer/cost/subsidy").asText()).isEqualTo("0.00000350");
        assertThat(answer.at("/aquifer/cost/payable").asText()).isEqualTo("0.00003150");
        assertThat(answer.at("/aquifer/estimate").asBoolean()).isTrue();
    }

    @Test
    void a_dedicated_deployments_tokens_cost_nothing() throws Exception {
        // given
        rig.given.publish(Given.dedicated(Given.TERN, "mine", rig.engine.port()));

        // when
        JsonNode answer =
                Rig.json(rig.chat(Rig.HELLO.replace(Rig.MODEL, "mine")).body());

        // then
        assertThat(answer.path("model").asText()).isEqualTo("mine");
        assertThat(answer.at("/aquifer/cost/list").asText()).isEqualTo("0.00000000");
        assertThat(rig.usage().getFirst().path("tokensPriced").asBoolean()).isFalse();
    }
}
