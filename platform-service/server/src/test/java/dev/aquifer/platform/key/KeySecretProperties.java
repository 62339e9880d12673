package dev.aquifer.platform.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.platform.api.key.KeyForm;
import dev.aquifer.platform.api.key.KeyKind;
import java.security.SecureRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;

class KeySecretProperties {
    private final SecureRandom random = new SecureRandom();

    @Property
    void every_key_has_the_form_and_a_fitting_checksum(@ForAll KeyKind kind) {
        String key = KeySecret.random(kind, random).text();

        assertThat(key).matches("aqf_[lt]_[0-9A-Za-z]{38}");
        assertThat(KeyForm.isKey(key)).isTrue();
    }

    @Property
    void one_wrong_character_is_always_found(
            @ForAll KeyKind kind,
            @ForAll @IntRange(min = 6, max = 43) int position,
            @ForAll @CharRange(from = '0', to = 'z') char other) {
        String key = KeySecret.random(kind, random).text();
        String mistyped = key.substring(0, position) + other + key.substring(position + 1);

        assertThat(KeyForm.isKey(mistyped)).isEqualTo(mistyped.equals(key));
    }

    @Example
    void a_known_key_has_its_known_checksum() {
        // CRC-32 of the first 38 characters by zlib: 128500697.
        assertThat(KeyForm.isKey("aqf_l_" + "0".repeat(32) + "08hAtt")).isTrue();
    }

    @Example
    void a_key_does_not_show_itself_in_text() {
        KeySecret secret = KeySecret.random(KeyKind.LIVE, random);

        assertThat(secret.toString()).hasSize(13).doesNotContain(secret.text().substring(8, 40));
    }
}
