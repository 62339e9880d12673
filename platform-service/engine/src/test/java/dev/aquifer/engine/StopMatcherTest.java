package dev.aquifer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StopMatcherTest {
    @Test
    void what_might_become_a_stop_string_is_held_back_until_it_is_decided() {
        // given
        var matcher = new StopMatcher(List.of("END"));

        // then
        assertThat(matcher.accept("the E")).isEqualTo("the ");
        assertThat(matcher.accept("N")).isEmpty();
        assertThat(matcher.accept("T EN")).isEqualTo("ENT ");
        assertThat(matcher.accept("D of")).isEmpty();
        assertThat(matcher.matched()).isTrue();
    }

    @Test
    void what_was_held_back_comes_out_if_the_answer_ends() {
        // given
        var matcher = new StopMatcher(List.of("\n\n"));

        // then
        assertThat(matcher.accept("line\n")).isEqualTo("line");
        assertThat(matcher.end()).isEqualTo("\n");
        assertThat(matcher.matched()).isFalse();
    }

    @Test
    void however_a_text_is_cut_the_result_is_the_text_before_the_first_stop() {
        var random = new Random(42);
        for (int round = 0; round < 2000; round++) {
            // given
            var text = new StringBuilder();
            for (int i = 0; i < 30; i++) {
                text.append((char) ('a' + random.nextInt(2)));
            }
            List<String> stops = List.of("abba", "bbb", "aab");
            var matcher = new StopMatcher(stops);
            var out = new StringBuilder();

            // when
            for (int at = 0; at < text.length() && !matcher.matched(); ) {
                int to = Math.min(text.length(), at + 1 + random.nextInt(3));
                out.append(matcher.accept(text.substring(at, to)));
                at = to;
            }
            out.append(matcher.end());

            // then: no stop string is left, and what is there is the text's beginning
            assertThat(text.toString()).startsWith(out.toString());
            assertThat(stops).noneMatch(stop -> out.indexOf(stop) >= 0);
            assertThat(matcher.matched()).isEqualTo(out.length() < text.length());
        }
    }
}
