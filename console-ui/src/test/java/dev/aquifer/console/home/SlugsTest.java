package dev.aquifer.console.home;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugsTest {
    @ParameterizedTest
    @CsvSource({
        "lin.yue@tern-models.example, Tern Models",
        "mei.tan@gmail.com, Mei Tan",
        "12345@qq.com, 12345",
        "nobody, ''"
    })
    void a_name_is_proposed_from_the_address(String email, String name) {
        assertThat(Slugs.nameOf(email)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"Tern Models, tern-models", "Café  Zürich!, cafe-zurich", "燕鸥模型, ''", "9 Lives AI, lives-ai", "AI, ''"})
    void a_short_name_follows_the_name(String name, String slug) {
        assertThat(Slugs.of(name)).isEqualTo(slug);
    }

    @Property
    void a_proposal_is_empty_or_one_that_the_server_takes(@ForAll String name) {
        assertThat(Slugs.of(name)).matches("|[a-z](?:[a-z0-9]|-(?=[a-z0-9])){2,39}");
    }
}
