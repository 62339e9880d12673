package dev.aquifer.billing.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.notice.NoticeKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every kind of notice has words in both languages.
class NoticeTextTest {
    private final NoticeText text = new NoticeText();

    @ParameterizedTest
    @EnumSource(NoticeKind.class)
    void every_kind_has_words_in_both_languages(NoticeKind kind) {
        for (String language : List.of("en", "zh")) {
            assertThat(text.subject(kind, Map.of(), language)).isNotBlank().doesNotContain("subject.");
            assertThat(text.text(kind, Map.of(), language)).isNotBlank().doesNotContain("text.");
        }
        assertThat(text.text(kind, Map.of(), "zh")).isNotEqualTo(text.text(kind, Map.of(), "en"));
    }

    @ParameterizedTest
    @EnumSource(dev.aquifer.billing.api.subsidy.ClawbackState.class)
    void every_state_of_a_clawback_has_words(dev.aquifer.billing.api.subsidy.ClawbackState state) {
        for (String language : List.of("en", "zh")) {
            assertThat(text.text(NoticeKind.CLAWBACK, Map.of("change", state.name()), language))
                    .doesNotContain(state.name());
        }
    }
}
