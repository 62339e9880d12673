package dev.aquifer.billing.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aquifer.billing.api.Money;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A scenario with a mistake is refused with the step, the field and what would be right. Each case changes one
/// thing of a sound story.
class MistakesTest {
    private static final String SOUND = """
            {"id": "S", "programmes": [{"id": "P", "maxRatio": "0.10", "kinds": ["lease"],
              "from": "2026-01-01T00:00:00+08:00", "to": "2027-01-01T00:00:00+08:00"}],
             "steps": [
               {"op": "month", "month": "2026-06"},
               {"op": "grant", "id": "G", "programme": "P", "organisation": "o", "ratio": "0.08",
                "validFrom": "2026-02-01T00:00:00+08:00", "validTo": "2026-12-01T00:00:00+08:00"},
               {"op": "charge", "id": "c", "organisation": "o", "kind": "lease",
                "from": "2026-06-03T00:00:00+08:00", "to": "2026-06-04T00:00:00+08:00", "amount": "100.00"},
               {"op": "creditNote", "id": "n", "charge": "c", "amount": "20.00"},
               {"op": "reassess", "grant": "G", "ratio": "0.05", "from": "2026-06-03T12:00:00+08:00"},
               {"op": "claim", "id": "k", "programme": "P"},
               {"op": "settle", "claim": "k", "paid": "4.00"},
               {"op": "clawback", "grant": "G", "from": "2026-06-01T00:00:00+08:00"},
               {"op": "month", "month": "2026-07"}]}""";

    @Test
    void the_story_itself_is_sound() throws Mistake {
        assertThat(Simulation.of(SOUND).steps()).hasSize(9);
    }

    @ParameterizedTest(name = "{0} -> {1}: step {2}, {3}")
    @CsvSource(quoteCharacter = '`', textBlock = """
            "month": "2026-07" | "month": "2026-05" | 9 | month | after 2026-06
            "month": "2026-07" | "month": "2026-06" | 9 | month | after 2026-06
            "month": "2026-07" | "month": "July" | 9 | month | as in 2026-06
            "op": "clawback" | "op": "seize" | 8 | op | month, grant, charge
            "ratio": "0.08" | "ratio": "0.11" | 2 | ratio | at most 0.10
            "ratio": "0.08" | "ratio": "-0.01" | 2 | ratio | not be negative
            "ratio": "0.05" | "ratio": "0.50" | 5 | ratio | at most 0.10
            "ratio": "0.05" | "ratio": 0.05 | 5 | ratio | decimal in a string
            "programme": "P", "organisation" | "programme": "Q", "organisation" | 2 | programme | one of P
            "validTo": "2026-12-01T00:00:00+08:00" | "validTo": "2026-01-01T00:00:00+08:00" | 2 | validTo | after validFrom
            "organisation": "o", "kind" | "organisation": "", "kind" | 3 | organisation | a text
            "amount": "100.00" | "amount": "1OO.00" | 3 | amount | decimal
            "amount": "100.00" | "amount": "1e3" | 3 | amount | decimal
            "amount": "100.00" | "amount": "100.001" | 3 | amount | whole fen
            "amount": "100.00" | "amount": "-1.00" | 3 | amount | not be negative
            "amount": "100.00" | "quantity": "5" | 3 | unitPrice | decimal
            "amount": "100.00" | "kindness": "5" | 3 | kindness | not known here
            "amount": "100.00" | "remark": "5", "amount": "1" | 3 | remark | known are
            "amount": "100.00" | "amount": "1000000000000000000.00" | 3 | amount | 999999999999999999.99
            "amount": "100.00" | "quantity": "10000000000", "unitPrice": "10000000000" | 3 | quantity | comes to 100000000000000000000.00
            "ratio": "0.08" | "limit": "1000000000000000000", "ratio": "0.08" | 2 | limit | 999999999999999999.99
            "month": "2026-07" | "month": "+999999999-12" | 9 | month | 2000 to 2100
            "from": "2026-06-03T00 | "from": "+999999999-12-03T00 | 3 | from | 2000 to 2100
            "to": "2026-06-04T00 | "to": "1999-06-04T00 | 3 | to | 2000 to 2100
            "to": "2027-01-01T00 | "to": "+10000-01-01T00 | 0 | programmes[0].to | 1 to 9999
            "from": "2026-06-03T12 | "from": "2026-01-31T23 | 5 | from | within the grant, from 2026-02-01T00:00+08:00
            "from": "2026-06-03T12 | "from": "2026-12-01T00 | 5 | from | until 2026-12-01T00:00+08:00
            "grant": "G", "from": "2026-06-01 | "grant": "G", "from": "2026-12-01 | 8 | from | before the grant ends
            "to": "2026-06-04T00:00:00+08:00" | "to": "2026-06-02T00:00:00+08:00" | 3 | to | not be before from
            "to": "2026-06-04T00:00:00+08:00" | "to": "2026-07-02T00:00:00+08:00" | 3 | to | end of a month
            "to": "2026-06-04T00:00:00+08:00" | "to": "2026-06-04T00:00:00" | 3 | to | with an offset
            "charge": "c" | "charge": "d" | 4 | charge | no d
            "amount": "20.00" | "amount": "100.01" | 4 | amount | at most 100.00
            "amount": "20.00" | "amount": "0.00" | 4 | amount | above 0.00
            "grant": "G", "ratio" | "grant": "H", "ratio" | 5 | grant | no H
            "claim": "k" | "claim": "l" | 7 | claim | no l
            "paid": "4.00" | "paid": "5.21" | 7 | paid | 0.00 to 5.20
            "paid": "4.00" | "paid": "-1.00" | 7 | paid | 0.00 to 5.20
            "grant": "G", "from": "2026-06-01 | "grant": "X", "from": "2026-06-01 | 8 | grant | no X
            "maxRatio": "0.10" | "maxRatio": "1.10" | 0 | programmes[0].maxRatio | between 0 and 1
            "maxRatio": "0.10" | "maxRate": "0.10" | 0 | programmes[0].maxRate | not known here
            "kinds": ["lease"] | "kinds": [] | 0 | programmes[0].kinds | at least one
            "id": "S" | "id": "S", "vatRate": "6 %" | 0 | vatRate | decimal
            "id": "S" | "id": "S", "id": "T" | 0 | (all of it) | JSON
            """, delimiter = '|')
    void one_mistake_is_named(String sound, String wrong, int step, String field, String right) {
        assertThat(SOUND).contains(sound);

        var mistake = catchThrowableOfType(Mistake.class, () -> Simulation.of(SOUND.replace(sound, wrong)));

        assertThat(mistake).isNotNull();
        assertThat(mistake.step()).isEqualTo(step == 0 ? null : step);
        assertThat(mistake.field()).isEqualTo(field);
        assertThat(mistake.right()).contains(right);
    }

    /// More fen than a long holds.
    @Test
    void the_largest_amounts_are_shared_like_any_other() throws Mistake {
        var steps = Simulation.of(SOUND.replace("\"amount\": \"100.00\"", "\"amount\": \"999999999999999999.99\"")
                        .replace("2026-06-03T12:00:00+08:00", "2026-06-03T08:00:00+08:00"))
                .steps();

        assertThat(steps.get(2).accrualChanges().get("c")).containsEntry("P", Money.of("79999999999999999.99"));
    }

    @Test
    void remarks_may_stand_anywhere() throws Mistake {
        var remarked = SOUND.replace("{\"id\": \"S\"", "{\"note\": \"n\", \"id\": \"S\"")
                .replace("\"maxRatio\"", "\"comment\": [1], \"maxRatio\"")
                .replace("\"op\"", "\"description\": \"d\", \"op\"");

        assertThat(Simulation.of(remarked)).isEqualTo(Simulation.of(SOUND));
    }

    @Test
    void ids_are_unique_and_grants_do_not_overlap() {
        assertThatThrownBy(() -> Simulation.of(twice(3)))
                .isInstanceOf(Mistake.class)
                .hasMessage("step 4, field id: must be unique; there is a charge c already");
        assertThatThrownBy(() -> Simulation.of(twice(2).replaceFirst("\"id\": \"G\"", "\"id\": \"F\"")))
                .isInstanceOf(Mistake.class)
                .hasMessageContaining("step 3, field validFrom: must not overlap");
        assertThatThrownBy(() -> Simulation.of(twice(7)))
                .isInstanceOf(Mistake.class)
                .hasMessageContaining("step 8, field claim: must be a claim that is not settled yet");
        assertThatThrownBy(
                        () -> Simulation.of(SOUND.replaceFirst("\\{\"op\": \"month\", \"month\": \"2026-06\"},", "")))
                .isInstanceOf(Mistake.class)
                .hasMessageContaining("step 2, field op: must come after a step month");
    }

    @Test
    void the_command_prints_results_or_mistakes_never_both(@TempDir Path folder) throws IOException {
        var sound = Files.writeString(folder.resolve("sound.json"), SOUND).toString();
        var wrong = Files.writeString(folder.resolve("wrong.json"), SOUND.replace("0.08", "0.8"))
                .toString();
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();

        assertThat(run(List.of(sound, sound), out, err)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"id\":\"S\""));
        assertThat(err.size()).isZero();

        out.reset();
        assertThat(run(List.of(sound, wrong, folder.resolve("none").toString()), out, err))
                .isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("wrong.json: step 2, field ratio: must be at most 0.10")
                .contains("none: there is no such file");
    }

    private static int run(List<String> files, ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return Simulate.run(
                files,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    /// The story with a step told twice in a row.
    private static String twice(int step) {
        var starts = SOUND.split("(?=\\{\"op\")", -1);
        starts[step] = starts[step].strip() + "\n" + starts[step];
        return String.join("", starts);
    }
}
