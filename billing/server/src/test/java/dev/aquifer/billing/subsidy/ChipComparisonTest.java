package dev.aquifer.billing.subsidy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.money.ServiceTime;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A million tokens on each chip, before and after the organisation's subsidy.
@QuarkusTest
@WithTestResource(SubsidyServers.class)
class ChipComparisonTest {
    private static final JsonPathConfig EXACT = new JsonPathConfig(NumberReturnType.BIG_DECIMAL);
    private static final String MODEL = "aquifer-lexicon-6m";

    @Inject
    Town town;

    @Inject
    InstantSource clock;

    @Test
    void the_cheapest_chip_stands_first_the_subsidy_is_taken_off_and_simulated_figures_say_so() {
        // given: 8 simulated Ascends at 7.40 an hour made 1,000 tokens a second, this machine's processor at 0.60 made
        // 500
        var tern = town.organisation("Tern", "ann=OWNER");
        var gull = town.organisation("Gull", "bob=OWNER");
        town.grant(
                tern, town.programme(null, null), "0.10", Books.at("2026-01-01T00:00"), Books.at("2028-01-01T00:00"));
        measured("huawei-ascend-910b4", true, 8, 5_000, 5_000);
        measured("local-cpu", false, 1, 500, 1_000);

        // when
        var own = comparison("ann", tern);
        var other = comparison("bob", gull);

        // then: 8 × 7.40 × 1,000,000 ÷ (1,000 × 3,600), and 0.60 × 1,000,000 ÷ (500 × 3,600)
        assertThat(own.getList("chips.chipType", String.class)).startsWith("local-cpu", "huawei-ascend-910b4");
        assertThat(own.getBoolean(chip("huawei-ascend-910b4", "simulated"))).isTrue();
        assertThat(own.getBoolean(chip("local-cpu", "simulated"))).isFalse();
        assertThat(number(own, chip("huawei-ascend-910b4", "list"))).isEqualByComparingTo("16.444444");
        assertThat(number(own, chip("huawei-ascend-910b4", "subsidy"))).isEqualByComparingTo("1.644444");
        assertThat(number(own, chip("huawei-ascend-910b4", "payable"))).isEqualByComparingTo("14.800000");
        assertThat(number(own, chip("local-cpu", "list"))).isEqualByComparingTo("0.333333");
        assertThat(number(own, chip("local-cpu", "payable"))).isEqualByComparingTo("0.300000");
        assertThat(own.getString(chip("nvidia-a10", "list"))).isNull();
        assertThat(number(other, chip("huawei-ascend-910b4", "payable"))).isEqualByComparingTo("16.444444");
        assertThat(number(other, chip("huawei-ascend-910b4", "subsidy"))).isEqualByComparingTo("0");
    }

    private void measured(String chipType, boolean simulated, int chips, long tokens, long millis) {
        town.owner("alter table chip_speed no force row level security");
        town.owner(
                "insert into chip_speed values ('00000000-0000-0000-0000-000000000000', ?, ?, ?, ?::date, ?, 10, ?, ?)",
                MODEL,
                chipType,
                simulated,
                ServiceTime.day(clock.instant()).toString(),
                chips,
                tokens,
                millis);
        town.owner("alter table chip_speed force row level security");
    }

    private static JsonPath comparison(String person, UUID organisation) {
        return given().auth()
                .oauth2(Tokens.of(person))
                .header("Aquifer-Organisation", organisation)
                .get("/api/prices/comparison?model=" + MODEL)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath(EXACT);
    }

    private static String chip(String type, String field) {
        return "chips.find { it.chipType == '" + type + "' }." + field;
    }

    private static BigDecimal number(JsonPath json, String path) {
        return new BigDecimal(json.getString(path));
    }
}
