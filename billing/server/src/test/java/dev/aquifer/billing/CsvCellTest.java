package dev.aquifer.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "-1+cmd|'/C calc'!A1",
                "-",
                "-1e9",
                "-A1",
                "--1",
                "\uFF1D1+1",
                "\uFF0D2",
                "\uFF0B3",
                "\uFF20x"
            })
    void what_a_spreadsheet_would_take_for_a_formula_is_made_text(String value) {
        assertThat(CsvCell.of(value)).matches("(?s)\"?'.*");
    }

    @ParameterizedTest
    @CsvSource({"-1.20", "-7", "1.20", "chips", "燕鸥", "a=b"})
    void amounts_and_names_stay_as_they_are(String value) {
        assertThat(CsvCell.of(value)).isEqualTo(value);
    }

    @Test
    void what_would_end_a_cell_is_quoted() {
        assertThat(List.of(CsvCell.of("a,b"), CsvCell.of("say \"yes\""), CsvCell.of("a\nb"), CsvCell.of("=A1,B1")))
                .containsExactly("\"a,b\"", "\"say \"\"yes\"\"\"", "\"a\nb\"", "\"'=A1,B1\"");
        assertThat(CsvCell.of("")).isEmpty();
    }

    @Test
    void every_file_of_comma_separated_values_is_written_by_this_rule() {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.aquifer.billing");

        assertThat(ours.stream()
                        .filter(type -> type.getSimpleName().matches("Csv|CsvText|Decisions"))
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .noneMatch(use -> use.getTargetClass().isEquivalentTo(CsvCell.class))))
                .isEmpty();
    }
}
