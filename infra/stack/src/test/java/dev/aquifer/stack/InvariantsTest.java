package dev.aquifer.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvariantsTest {
    @ParameterizedTest
    @ValueSource(strings = {"platform", "billing"})
    void each_invariant_is_a_sentence_with_one_query(String database) {
        List<Invariants.Invariant> invariants = Invariants.read(database);
        assertThat(invariants).hasSizeGreaterThan(5).allSatisfy(each -> {
            assertThat(each.sentence()).isNotBlank();
            assertThat(each.query()).matches("(?s)(select|with) .*;").doesNotContain("-- name");
        });
    }
}
