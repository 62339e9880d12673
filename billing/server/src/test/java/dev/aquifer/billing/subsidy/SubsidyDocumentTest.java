package dev.aquifer.billing.subsidy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Recomputes the worked example of `docs/subsidy.md` from the figures that stand there.
class SubsidyDocumentTest {
    @Test
    void the_worked_example_is_right() throws IOException {
        var text = Files.readString(Path.of(System.getProperty("aquifer.root"), "docs/subsidy.md"));
        var c1 = row(text, "c1");
        var c2 = row(text, "c2");
        var books = Books.shanghai(null, figure(text, "a ceiling of ", " per organisation"))
                .lease("o1", "c1", "2026-04-10T00:00", "2026-04-20T00:00", c1[3])
                .lease("o1", "c2", "2026-04-20T00:00", "2026-04-30T00:00", c2[3]);

        books.grant("o1", figure(text, "Grant: ", ", valid"), "2026-04-15T00:00", "2027-01-01T00:00", null);

        assertThat(books.accrued("c1")).isEqualTo(c1[5]);
        assertThat(books.reason("c1")).isEqualTo(Reason.NOT_ELIGIBLE);
        assertThat(books.accrued("c2")).isEqualTo(c2[5]);
        assertThat(books.reason("c2")).isEqualTo(Reason.CEILING);

        books.creditNote("c2", figure(text, "c2 turns out to be ", " less"));

        assertThat(books.accrued("c2")).isEqualTo(figure(text, "its accrual to ", ", and"));
        assertThat(books.used().negated().plus(Money.of(figure(text, "a ceiling of ", " per"))))
                .hasToString(figure(text.substring(text.indexOf("its accrual to ")), ", and\n", " are free"));
    }

    /// The cells of the table's row, thousands separators taken out.
    private static String[] row(String text, String charge) {
        var line = text.lines()
                .filter(each -> each.startsWith("| " + charge + " |"))
                .findFirst()
                .orElseThrow();
        var cells = line.split("\\|");
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cells[i].strip().replace(",", "");
        }
        return cells;
    }

    private static String figure(String text, String before, String after) {
        int start = text.indexOf(before) + before.length();
        assertThat(start).as(before).isGreaterThan(before.length());
        return text.substring(start, text.indexOf(after, start)).replace(",", "");
    }
}
