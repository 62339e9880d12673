package dev.aquifer.billing.bill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.money.Rounding;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Recomputes the worked example of `docs/billing.md` from the numbers that stand there.
class WorkedExampleTest {

    private static final BigDecimal VAT = new BigDecimal("0.06");

    /// @param per units that the price is for, @param ratio of the subsidy
    private record Row(
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal per,
            Money net,
            BigDecimal ratio,
            Money subsidy,
            Money vat,
            Money payable) {}

    @Test
    void the_example_in_the_docs_adds_up() throws IOException {
        // given
        List<List<String>> table = table();
        List<Row> rows = table.stream()
                .filter(cells -> !cells.getFirst().equals("**bill**"))
                .map(WorkedExampleTest::row)
                .toList();
        List<String> bill = table.getLast();

        // when
        List<Money> nets = rows.stream()
                .map(row -> Rounding.charge(row.quantity(), row.price(), row.per()))
                .toList();
        Money net = sum(nets);
        Money vat = Rounding.vat(net, VAT);
        List<Money> vats = Rounding.share(vat, nets.stream().map(Money::yuan).toList());

        // then
        assertThat(rows).hasSize(3);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            assertThat(row.net()).isEqualTo(nets.get(i));
            assertThat(row.subsidy()).isEqualTo(Rounding.subsidy(nets.get(i), row.ratio()));
            assertThat(row.vat()).isEqualTo(vats.get(i));
            assertThat(row.payable()).isEqualTo(row.net().plus(row.vat()).minus(row.subsidy()));
        }
        assertThat(Money.of(bill.get(4))).isEqualTo(net);
        assertThat(Money.of(bill.get(6)))
                .isEqualTo(sum(rows.stream().map(Row::subsidy).toList()));
        assertThat(Money.of(bill.get(7))).isEqualTo(vat);
        assertThat(Money.of(bill.get(8)))
                .isEqualTo(sum(rows.stream().map(Row::payable).toList()));
    }

    private static List<List<String>> table() throws IOException {
        Path docs = Path.of(System.getProperty("aquifer.root"), "docs", "billing.md");
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(docs)) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            if (cells.size() == 11 && cells.get(5).matches("\\d+\\.\\d{2}")) {
                rows.add(cells.subList(1, 10));
            }
        }
        return rows;
    }

    private static Row row(List<String> cells) {
        return new Row(
                decimal(cells.get(1)),
                decimal(cells.get(2)),
                decimal(cells.get(3)),
                Money.of(cells.get(4)),
                decimal(cells.get(5)),
                Money.of(cells.get(6)),
                Money.of(cells.get(7)),
                Money.of(cells.get(8)));
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text.replace(",", ""));
    }

    private static Money sum(List<Money> amounts) {
        return amounts.stream().reduce(Money.ZERO, Money::plus);
    }
}
