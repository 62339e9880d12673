package dev.aquifer.billing.subsidy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The worked examples of the subsidy rules, on the rules alone; expected values are typed in, not computed.
class WorkedExamplesTest {
    @Test
    void e1_the_ceiling_is_reached_inside_a_charge() {
        var books = Books.shanghai("5000000.00", "100000.00").grant("o1", "0.10");

        books.lease("o1", "c1", "2026-06-01T00:00", "2026-06-16T00:00", "852480.00")
                .lease("o1", "c2", "2026-06-16T00:00", "2026-06-30T00:00", "287508.48")
                .charge("o1", "c3", "tokens", "inference", "other", "2026-06-20T00:00", "2026-06-21T00:00", "1234.56");

        assertThat(books.accrued("c1")).isEqualTo("85248.00");
        assertThat(books.reason("c1")).isNull();
        assertThat(books.accrued("c2")).isEqualTo("14752.00");
        assertThat(books.reason("c2")).isEqualTo(Reason.CEILING);
        assertThat(books.accrued("c3")).isEqualTo("0.00");
        assertThat(books.reason("c3")).isEqualTo(Reason.NOT_ELIGIBLE);
        assertThat(books.used()).hasToString("100000.00");
    }

    @Test
    void e2_the_budget_runs_out_and_a_is_first() {
        var books = halfUsedBudget();

        books.lease("A", "a2", "2026-06-11T00:00", "2026-06-12T00:00", "76543.21")
                .lease("B", "b2", "2026-06-11T00:00", "2026-06-12T00:00", "98765.43");

        assertThat(books.accrued("a2")).isEqualTo("7654.32");
        assertThat(books.reason("a2")).isNull();
        assertThat(books.accrued("b2")).isEqualTo("2345.68");
        assertThat(books.reason("b2")).isEqualTo(Reason.BUDGET);
        assertThat(books.accruedOf("A")).hasToString("25654.32");
        assertThat(books.accruedOf("B")).hasToString("24345.68");
        assertThat(books.used()).hasToString("50000.00");
    }

    @Test
    void e2_the_budget_runs_out_and_b_is_first() {
        var books = halfUsedBudget();

        books.lease("B", "b2", "2026-06-11T00:00", "2026-06-12T00:00", "98765.43")
                .lease("A", "a2", "2026-06-11T00:00", "2026-06-12T00:00", "76543.21");

        assertThat(books.accrued("b2")).isEqualTo("9876.54");
        assertThat(books.reason("b2")).isNull();
        assertThat(books.accrued("a2")).isEqualTo("123.46");
        assertThat(books.reason("a2")).isEqualTo(Reason.BUDGET);
        assertThat(books.accruedOf("A")).hasToString("18123.46");
        assertThat(books.accruedOf("B")).hasToString("31876.54");
        assertThat(books.used()).hasToString("50000.00");
    }

    @Test
    void e3_credit_notes_after_accrual() {
        var books = Books.shanghai("5000000.00", "30000.00")
                .grant("o1", "0.10")
                .lease("o1", "c1", "2026-06-01T00:00", "2026-06-10T00:00", "123456.78")
                .lease("o1", "c2", "2026-06-10T00:00", "2026-06-20T00:00", "200000.00");
        assertThat(books.accrued("c1")).isEqualTo("12345.67");
        assertThat(books.accrued("c2")).isEqualTo("17654.33");

        books.creditNote("c1", "3456.79");
        assertThat(books.accrued("c1")).isEqualTo("11999.99");
        assertThat(books.used()).hasToString("29654.32");

        books.creditNote("c2", "10000.00");
        assertThat(books.accrued("c2")).isEqualTo("17654.33");
        assertThat(books.reason("c2")).isEqualTo(Reason.CEILING);

        books.lease("o1", "c3", "2026-07-01T00:00", "2026-07-02T00:00", "50000.00");
        assertThat(books.accrued("c3")).isEqualTo("345.68");
        assertThat(books.reason("c3")).isEqualTo(Reason.CEILING);
        assertThat(books.used()).hasToString("30000.00");
    }

    @Test
    void e4_a_grant_that_is_approved_later_accrues_what_was_posted() {
        var books = Books.shanghai("5000000.00", "1000000.00")
                .lease("o1", "c1", "2026-04-10T00:00", "2026-04-20T00:00", "88888.88")
                .lease("o1", "c2", "2026-05-01T00:00", "2026-06-01T00:00", "150000.15")
                .lease("o1", "c3", "2026-06-01T00:00", "2026-06-09T00:00", "20000.00");
        assertThat(books.used()).hasToString("0.00");

        books.grant("o1", "0.08", "2026-04-15T00:00", "2027-01-01T00:00", null)
                .lease("o1", "c4", "2026-06-15T00:00", "2026-06-22T00:00", "14285.71");

        assertThat(books.accrued("c1")).isEqualTo("3555.55");
        assertThat(books.accrued("c2")).isEqualTo("12000.01");
        assertThat(books.accrued("c3")).isEqualTo("1600.00");
        assertThat(books.accrued("c4")).isEqualTo("1142.85");
        assertThat(books.used()).hasToString("18298.41");
    }

    @Test
    void e5_reassessed_in_the_middle_of_a_charge() {
        var books = Books.shanghai("5000000.00", "1000000.00")
                .grant("o1", "0.10")
                .lease("o1", "c1", "2026-09-01T00:00", "2026-10-01T00:00", "296755.20");
        assertThat(books.accrued("c1")).isEqualTo("29675.52");

        books.reassess("o1", "0.06", "2026-09-11T08:00");

        assertThat(books.accrued("c1")).isEqualTo("21893.93");
        assertThat(books.used()).hasToString("21893.93");
    }

    @Test
    void e6_domestic_bonus_and_kinds() {
        var books = new Books(new Programme(
                        Books.id("HZ"),
                        "HZ",
                        Books.at("2026-01-01T00:00"),
                        Books.at("2027-01-01T00:00"),
                        new BigDecimal("0.30"),
                        new BigDecimal("0.10"),
                        Set.of("lease", "tokens"),
                        Set.of("training", "inference"),
                        null,
                        Money.of("8000000.00"),
                        0,
                        null,
                        Programme.Mode.DEDUCT,
                        null,
                        null,
                        Programme.Bearer.ORGANISATION,
                        0))
                .grant("o1", "0.20");

        books.charge("o1", "c1", "lease", "training", "CN", "2026-06-01T00:00", "2026-06-02T00:00", "57542.40")
                .charge("o1", "c2", "lease", "training", "other", "2026-06-01T00:00", "2026-06-02T00:00", "52264.80")
                .charge("o1", "c3", "lease", "inference", "CN", "2026-06-01T00:00", "2026-06-02T00:00", "10033.28")
                .charge("o1", "c4", "tokens", "inference", "CN", "2026-06-01T00:00", "2026-06-02T00:00", "1185.19")
                .charge("o1", "c5", "storage", "inference", "CN", "2026-06-01T00:00", "2026-06-02T00:00", "310.00");

        assertThat(books.accrued("c1")).isEqualTo("17262.72");
        assertThat(books.accrued("c2")).isEqualTo("10452.96");
        assertThat(books.accrued("c3")).isEqualTo("3009.98");
        assertThat(books.accrued("c4")).isEqualTo("355.55");
        assertThat(books.accrued("c5")).isEqualTo("0.00");
        assertThat(books.used()).hasToString("31081.21");
    }

    @Test
    void e7_a_late_charge_has_the_ratio_of_its_service_and_the_headroom_of_now() {
        var books = Books.shanghai("5000000.00", "20000.00")
                .grant("o1", "0.10")
                .reassess("o1", "0.05", "2026-11-01T00:00")
                .lease("o1", "c1", "2026-10-01T00:00", "2026-10-20T00:00", "180000.00")
                .lease("o1", "c2", "2026-11-01T00:00", "2026-11-02T00:00", "12000.00");

        books.lease("o1", "c3", "2026-10-31T20:00", "2026-11-01T00:00", "987.65")
                .lease("o1", "c4", "2026-11-02T00:00", "2026-11-10T00:00", "90000.00");

        assertThat(books.accrued("c1")).isEqualTo("18000.00");
        assertThat(books.accrued("c2")).isEqualTo("600.00");
        assertThat(books.accrued("c3")).isEqualTo("98.76");
        assertThat(books.accrued("c4")).isEqualTo("1301.24");
        assertThat(books.reason("c4")).isEqualTo(Reason.CEILING);
        assertThat(books.used()).hasToString("20000.00");
    }

    @Test
    void a_growing_charge_that_was_cut_is_not_topped_up_but_its_growth_is_served() {
        var books = Books.shanghai(null, "100.00")
                .grant("o1", "0.10")
                .lease("o1", "c1", "2026-06-01T00:00", "2026-06-01T10:00", "600.00")
                .lease("o1", "c2", "2026-06-01T00:00", "2026-06-01T10:00", "600.00");
        assertThat(books.accrued("c2")).isEqualTo("40.00");

        books.creditNote("c1", "500.00");
        books.lease("o1", "c2", "2026-06-01T00:00", "2026-06-01T11:00", "660.00");

        assertThat(books.accrued("c1")).isEqualTo("10.00");
        assertThat(books.accrued("c2")).isEqualTo("46.00");
        assertThat(books.reason("c2")).isEqualTo(Reason.CEILING);
    }

    @Test
    void the_first_of_budget_ceiling_and_limit_is_the_reason() {
        var equal =
                Books.shanghai("50.00", "50.00").grant("o1", "0.10", "2026-01-01T00:00", "2027-01-01T00:00", "50.00");
        var voucher =
                Books.shanghai("50.00", "40.00").grant("o1", "0.10", "2026-01-01T00:00", "2027-01-01T00:00", "30.00");

        equal.lease("o1", "c1", "2026-06-01T00:00", "2026-06-02T00:00", "1000.00");
        voucher.lease("o1", "c1", "2026-06-01T00:00", "2026-06-02T00:00", "1000.00");

        assertThat(equal.reason("c1")).isEqualTo(Reason.BUDGET);
        assertThat(voucher.reason("c1")).isEqualTo(Reason.LIMIT);
        assertThat(voucher.accrued("c1")).isEqualTo("30.00");
    }

    private static Books halfUsedBudget() {
        var books = Books.shanghai("50000.00", "40000.00").grant("A", "0.10").grant("B", "0.10");
        return books.lease("A", "a1", "2026-06-01T00:00", "2026-06-11T00:00", "180000.00")
                .lease("B", "b1", "2026-06-01T00:00", "2026-06-11T00:00", "220000.05");
    }
}
