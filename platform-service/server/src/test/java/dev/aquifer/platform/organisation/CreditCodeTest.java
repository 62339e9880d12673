package dev.aquifer.platform.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreditCodeTest {
    private static final String CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// Codes of companies as they are printed in public registers.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "91440300708461136T", // Tencent
                "914403001922038216", // Huawei
                "91330100799655058B", // Alibaba (China)
                "91110000802100433B", // Baidu Online
            })
    void a_real_code_passes(String code) {
        assertThat(CreditCode.fault(code)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "9144030070846113T, 18 characters",
        "91440300708461136TT, 18 characters",
        "'', 18 characters",
        "91440300708461136t, character 18",
        "9144030070846I136T, character 14",
        "9144030O708461136T, character 8",
        "91440300708461136U, typing error",
        "91440300708461163T, typing error",
        "19440300708461136T, typing error",
        "９1440300708461136T, character 1",
    })
    void a_wrong_code_is_explained(String code, String words) {
        assertThat(CreditCode.fault(code))
                .hasValueSatisfying(fault -> assertThat(fault).contains(words));
    }

    @Property
    void one_wrong_character_is_always_found(
            @ForAll @IntRange(min = 0, max = 16) int position, @ForAll @IntRange(min = 0, max = 30) int other) {
        String code = "91440300708461136T";
        String mistyped = code.substring(0, position) + CHARACTERS.charAt(other) + code.substring(position + 1);

        assertThat(CreditCode.fault(mistyped).isEmpty()).isEqualTo(mistyped.equals(code));
    }
}
