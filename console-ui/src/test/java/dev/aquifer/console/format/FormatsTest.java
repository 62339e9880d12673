package dev.aquifer.console.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FormatsTest {
    private static final Formats ZH = new Formats(Locale.SIMPLIFIED_CHINESE);
    private static final Formats EN = new Formats(Locale.ENGLISH);
    private static final Instant EVENING = Instant.parse("2026-11-24T12:00:07Z");

    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(
                        "¥12,486.30", ZH.money(Money.of("12486.30")), EN.money(Money.of("12486.30")), "¥12,486.30"),
                Arguments.of("−¥0.05", ZH.money(Money.of("-0.05")), EN.money(Money.of("-0.05")), "−¥0.05"),
                Arguments.of("¥0.00", ZH.money(Money.ZERO), EN.money(Money.ZERO), "¥0.00"),
                Arguments.of(
                        "¥4.80 / 百万 token",
                        ZH.pricePer(bd("4.8"), "million-tokens"),
                        EN.pricePer(bd("4.8"), "million-tokens"),
                        "¥4.80 / M tokens"),
                Arguments.of(
                        "¥18.50 / 卡时",
                        ZH.pricePer(bd("18.5000000000"), "chip-hour"),
                        EN.pricePer(bd("18.5"), "chip-hour"),
                        "¥18.50 / chip hour"),
                Arguments.of("¥0.552", ZH.price(bd("0.552")), EN.price(bd("0.552")), "¥0.552"),
                Arguments.of("¥0.00071800", ZH.cost(bd("0.000718")), EN.cost(bd("0.000718")), "¥0.00071800"),
                Arguments.of(
                        "9,999 token",
                        ZH.tokens(9_999).toString(),
                        EN.tokens(9_999).toString(),
                        "9,999 tokens"),
                Arguments.of(
                        "4,820 万 token",
                        ZH.tokens(48_200_000).toString(),
                        EN.tokens(48_200_000).toString(),
                        "48.2 M tokens"),
                Arguments.of(
                        "1.2 亿 token",
                        ZH.tokens(120_000_000).toString(),
                        EN.tokens(120_000_000).toString(),
                        "120 M tokens"),
                Arguments.of(
                        "480.0000 卡时",
                        ZH.quantity(bd("1728000"), "chip-second"),
                        EN.quantity(bd("1728000"), "chip-second"),
                        "480.0000 chip hours"),
                Arguments.of(
                        "1.386412 百万 token",
                        ZH.quantity(bd("1386412"), "token"),
                        EN.quantity(bd("1386412"), "token"),
                        "1.386412 M tokens"),
                Arguments.of(
                        "5,025 卡秒",
                        ZH.counted(bd("5025"), "chip-second"),
                        EN.counted(bd("5025"), "chip-second"),
                        "5,025 chip seconds"),
                Arguments.of("32.0 GiB", ZH.memory(1L << 35), EN.memory(1L << 35), "32.0 GiB"),
                Arguments.of("6.4 MB", ZH.file(6_400_000), EN.file(6_400_000), "6.4 MB"),
                Arguments.of("8%", ZH.percent(bd("0.0800")), EN.percent(bd("0.08")), "8%"),
                Arguments.of("12.5%", ZH.percent(bd("0.125")), EN.percent(bd("0.125")), "12.5%"),
                Arguments.of("312 ms", ZH.millis(312L), EN.millis(312L), "312 ms"),
                Arguments.of("–", ZH.millis(null), EN.millis(null), "–"),
                Arguments.of("812.4 tok/s", ZH.speed(812.44), EN.speed(812.44), "812.4 tok/s"),
                Arguments.of(
                        "7.8 秒", ZH.duration(Duration.ofMillis(7_800)), EN.duration(Duration.ofMillis(7_800)), "7.8 s"),
                Arguments.of(
                        "2 分 5 秒",
                        ZH.duration(Duration.ofSeconds(125)),
                        EN.duration(Duration.ofSeconds(125)),
                        "2 min 5 s"),
                Arguments.of(
                        "1 小时 1 分",
                        ZH.duration(Duration.ofMinutes(61)),
                        EN.duration(Duration.ofMinutes(61)),
                        "1 h 1 min"),
                Arguments.of(
                        "2026 年 11 月 24 日 20:00（北京时间）",
                        ZH.time(EVENING),
                        EN.time(EVENING),
                        "24 Nov 2026 20:00 (Beijing time)"),
                Arguments.of("2026-11-24 20:00:07", ZH.exact(EVENING), EN.exact(EVENING), "2026-11-24 20:00:07"),
                Arguments.of(
                        "11 月 24 日", ZH.day(LocalDate.of(2026, 11, 24)), EN.day(LocalDate.of(2026, 11, 24)), "24 Nov"),
                Arguments.of(
                        "2026 年 11 月",
                        ZH.month(YearMonth.of(2026, 11)),
                        EN.month(YearMonth.of(2026, 11)),
                        "November 2026"),
                Arguments.of(
                        "3 分钟前",
                        ZH.ago(EVENING, EVENING.plusSeconds(200)),
                        EN.ago(EVENING, EVENING.plusSeconds(200)),
                        "3 min ago"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void figures_read_as_people_write_them(
            String chinese, String writtenInChinese, String writtenInEnglish, String english) {
        assertThat(writtenInChinese).isEqualTo(chinese);
        assertThat(writtenInEnglish).isEqualTo(english);
    }

    private static BigDecimal bd(String number) {
        return new BigDecimal(number);
    }

    @Test
    void chips_keep_their_makers_names_and_this_machine_is_said_in_the_readers_language() {
        assertThat(EN.chip("Huawei Ascend 910B4")).isEqualTo("Huawei Ascend 910B4");
        assertThat(ZH.chip("Huawei Ascend 910B4")).isEqualTo("Huawei Ascend 910B4");
        for (var name : List.of("CPU of this machine (2 cores)", "This machine CPU (2 cores)")) {
            assertThat(EN.chip(name)).isEqualTo("CPU of this machine (2 cores)");
            assertThat(ZH.chip(name)).isEqualTo("本机 CPU（2 核）");
        }
        assertThat(EN.chip("CPU of this machine (1 core)")).isEqualTo("CPU of this machine (1 core)");
    }

    @Test
    void clusters_are_said_in_words_and_others_as_they_are_named() {
        assertThat(EN.cluster("sim-shanghai")).isEqualTo("Shanghai");
        assertThat(ZH.cluster("sim-shanghai")).isEqualTo("上海");
        assertThat(ZH.cluster("local")).isEqualTo("本机");
        assertThat(ZH.cluster("hall-7")).isEqualTo("hall-7");
    }
}
