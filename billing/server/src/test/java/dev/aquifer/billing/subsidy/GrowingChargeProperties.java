package dev.aquifer.billing.subsidy;

import static dev.aquifer.billing.subsidy.Growth.programme;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/// A real charge is posted again and again as it grows; where the polls fall must not change what it is given. One
/// posting equals any split of it into growing ones, for each rule on its own.
class GrowingChargeProperties {

    /// @param earlier nets of other charges, posted before, @param parts that the charge grows by, in fen
    /// @param budget of the first programme; null: none
    record Story(
            List<Long> earlier,
            List<Long> parts,
            int first,
            int second,
            long bound,
            @Nullable Long budget) {
        String ratio(int percent) {
            return Money.ofFen(percent).toString();
        }

        @Nullable String money() {
            return budget == null ? null : Money.ofFen(budget).toString();
        }
    }

    @Provide
    Arbitrary<Story> stories() {
        var fen = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 30), Arbitraries.longs().between(0, 200_00));
        return Combinators.combine(
                        fen.list().ofMaxSize(3),
                        fen.list().ofMinSize(1).ofMaxSize(6),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.longs().between(0, 400_00),
                        Arbitraries.longs().between(0, 60_00).injectNull(0.4))
                .as(Story::new);
    }

    @Property(tries = 1000)
    void a_least_spend(@ForAll("stories") Story story) {
        same(
                story,
                () -> new Growth(
                                "1",
                                programme(
                                        "P1",
                                        1,
                                        story.money(),
                                        Money.ofFen(story.bound()).toString(),
                                        null))
                        .grant("P1", story.ratio(story.first())));
    }

    @Property(tries = 1000)
    void a_group(@ForAll("stories") Story story) {
        same(
                story,
                () -> new Growth("1", programme("P1", 1, story.money(), null, "x"), programme("P2", 2, null, null, "x"))
                        .grant("P2", story.ratio(story.second()))
                        .grant("P1", story.ratio(story.first())));
    }

    @Property(tries = 1000)
    void a_group_whose_first_programme_has_a_least_spend(@ForAll("stories") Story story) {
        var least = Money.ofFen(story.bound()).toString();
        same(
                story,
                () -> new Growth("1", programme("P1", 1, null, least, "x"), programme("P2", 2, null, null, "x"))
                        .grant("P1", story.ratio(story.first()))
                        .grant("P2", story.ratio(story.second())));
    }

    @Property(tries = 1000)
    void a_cap(@ForAll("stories") Story story) {
        same(
                story,
                () -> new Growth(
                                story.ratio((int) (story.bound() % 70)),
                                programme("P1", 1, story.money(), null, null),
                                programme("P2", 2, null, null, null))
                        .grant("P1", story.ratio(story.first()))
                        .grant("P2", story.ratio(story.second())));
    }

    @Example
    void a_charge_that_grows_over_the_least_spend_is_given_all_of_it() {
        var growth = new Growth("1", programme("P1", 1, null, "100.00", null)).grant("P1", "0.10");

        growth.post("c", "60.00");
        assertThat(growth.accrued("c", "P1")).isEqualTo("0.00");
        assertThat(growth.reason("c", "P1")).isEqualTo(Reason.BELOW_MINIMUM);
        growth.post("c", "120.00");

        assertThat(growth.accrued("c", "P1")).isEqualTo("12.00");
        assertThat(growth.reason("c", "P1")).isNull();
    }

    @Example
    void the_first_fen_does_not_decide_who_of_a_group_takes_the_charge() {
        var growth = pair(null);

        growth.post("c", "0.05");
        assertThat(growth.accrued("c", "P2")).isEqualTo("0.01");
        growth.post("c", "100.00");

        assertThat(growth.accrued("c", "P1")).isEqualTo("10.00");
        assertThat(growth.accrued("c", "P2")).isEqualTo("0.00");
        assertThat(growth.reason("c", "P2")).isEqualTo(Reason.OTHER_PROGRAMME);
    }

    @Example
    void what_is_claimed_stays_with_the_programme_that_it_is_claimed_from() {
        var growth = pair(null);

        growth.post("c", "0.05").claim("P2");
        growth.post("c", "100.00");

        assertThat(growth.accrued("c", "P1")).isEqualTo("0.00");
        assertThat(growth.reason("c", "P1")).isEqualTo(Reason.OTHER_PROGRAMME);
        assertThat(growth.accrued("c", "P2")).isEqualTo("30.00");
    }

    @Example
    void a_programme_whose_budget_was_gone_does_not_take_the_charge_back() {
        var growth = pair("10.00");

        growth.post("before", "100.00").post("c", "100.00");
        assertThat(growth.accrued("c", "P2")).isEqualTo("30.00");
        growth.post("before", "50.00").post("c", "110.00");

        assertThat(growth.accrued("c", "P1")).isEqualTo("0.00");
        assertThat(growth.reason("c", "P1")).isEqualTo(Reason.BUDGET);
        assertThat(growth.accrued("c", "P2")).isEqualTo("33.00");
    }

    private static Growth pair(@Nullable String budget) {
        return new Growth("1", programme("P1", 1, budget, null, "x"), programme("P2", 2, null, null, "x"))
                .grant("P1", "0.10")
                .grant("P2", "0.30");
    }

    private static void same(Story story, Supplier<Growth> world) {
        var once = world.get();
        var grown = world.get();
        for (int i = 0; i < story.earlier().size(); i++) {
            var net = Money.ofFen(story.earlier().get(i)).toString();
            once.post("earlier" + i, net);
            grown.post("earlier" + i, net);
        }
        long sum = 0;
        for (long part : story.parts()) {
            sum += part;
            grown.post("c", Money.ofFen(sum).toString());
        }
        once.post("c", Money.ofFen(sum).toString());
        assertThat(grown.figures()).isEqualTo(once.figures());
    }
}
