package dev.aquifer.platform.chip;

import static dev.aquifer.platform.People.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.aquifer.platform.Servers;
import dev.aquifer.platform.api.chip.ChipTypeView;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ChipsTest {
    @Inject
    Chips chips;

    @Test
    void the_catalogue_has_six_makers_and_this_machine() {
        as("Ada")
                .get("/api/chips")
                .then()
                .statusCode(200)
                .body("$", hasSize(37))
                .body(
                        "maker",
                        hasItems(
                                "NVIDIA",
                                "AMD",
                                "Huawei Ascend",
                                "Iluvatar",
                                "MetaX",
                                "Moore Threads",
                                "This machine"));
    }

    @Test
    void a_known_chip_is_read_whole() {
        ChipTypeView chip = chips.find("huawei-ascend-910b4").orElseThrow();

        assertThat(chip.maker()).isEqualTo("Huawei Ascend");
        assertThat(chip.origin()).isEqualTo("CN");
        assertThat(chip.memoryGb()).isEqualByComparingTo(BigDecimal.valueOf(32));
        assertThat(chip.engines()).isNotEmpty();
        assertThat(chips.find("nvidia-h20-96g").orElseThrow().origin()).isEqualTo("other");
    }

    @Test
    void what_is_not_known_is_null_and_never_zero() {
        assertThat(chips.all()).allSatisfy(chip -> {
            assertThat(chip.id()).matches("[a-z0-9-]+");
            assertThat(chip.name()).isNotBlank();
            for (BigDecimal figure : new BigDecimal[] {chip.memoryGb(), chip.bf16Tflops(), chip.fp16Tflops()}) {
                if (figure != null) {
                    assertThat(figure).isPositive();
                }
            }
        });
        assertThat(chips.find("metax-n260").orElseThrow().bf16Tflops()).isNull();
    }

    @Test
    void quoted_cells_keep_commas_quotes_and_line_ends() {
        assertThat(CsvTable.read("a,b\r\n\"1,\"\"x\"\"\n2\",\n"))
                .isEqualTo(List.of(Map.of("a", "1,\"x\"\n2", "b", "")));
    }
}
