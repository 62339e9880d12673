package dev.aquifer.billing.subsidy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;

/// The invariants of the rules over random stories: three programmes, two of them exclude each other, one reimburses
/// above a least spend; two organisations; every operation, in any order.
class BookProperties {

    /// One operation; what a number means depends on it.
    record Act(Act.Op op, int which, int from, int length, long fen, int percent, boolean flag) {
        enum Op {
            POST,
            GROW,
            CREDIT,
            APPROVE,
            REASSESS,
            CLAIM,
            SETTLE,
            CLAW_BACK
        }
    }

    @Provide
    Arbitrary<List<Act>> stories() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(6, Arbitraries.just(Act.Op.POST)),
                                Tuple.of(2, Arbitraries.just(Act.Op.CREDIT)),
                                Tuple.of(2, Arbitraries.just(Act.Op.APPROVE)),
                                Tuple.of(
                                        4,
                                        Arbitraries.of(
                                                Act.Op.GROW,
                                                Act.Op.REASSESS,
                                                Act.Op.CLAIM,
                                                Act.Op.SETTLE,
                                                Act.Op.CLAW_BACK))),
                        Arbitraries.integers().between(0, 11),
                        Arbitraries.integers().between(0, 28 * 24),
                        Arbitraries.integers().between(0, 48),
                        Arbitraries.longs().between(0, 5_000_00),
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.of(true, false))
                .as(Act::new)
                .list()
                .ofMinSize(4)
                .ofMaxSize(40);
    }

    @Property(tries = 1500)
    void no_story_breaks_an_invariant(@ForAll("stories") List<Act> story, @ForAll @LongRange(max = 2_000_00) long fen) {
        var tale = new Tale(Money.ofFen(fen), Money.ofFen(fen / 2));
        for (var act : story) {
            tale.play(act);
            tale.check();
        }
    }

    /// Order of arrival changes who gets the last fen, never the sum.
    @Property(tries = 300)
    void the_sum_is_the_same_in_any_order(
            @ForAll("stories") List<Act> story, @ForAll @LongRange(max = 500_00) long budget, @ForAll long seed) {
        var postings = new ArrayList<>(
                story.stream().filter(act -> act.op() == Act.Op.POST).toList());
        var one = used(postings, budget);
        Collections.shuffle(postings, new Random(seed));
        assertThat(used(postings, budget)).isEqualTo(one);
    }

    @Property(tries = 300)
    void a_settlement_adds_up_and_no_line_falls_short_by_more_than_it_is(
            @ForAll("stories") List<Act> story, @ForAll @LongRange(max = 100) long percent) {
        var lines = new ArrayList<ClaimLine>();
        for (int i = 0; i < story.size(); i++) {
            var act = story.get(i);
            // One line in eight is below zero: given back after it was paid.
            lines.add(new ClaimLine(
                    Books.id("o" + act.which() % 3),
                    Books.id("c" + i),
                    Books.id("g"),
                    Money.ofFen(act.percent() % 8 == 0 ? -act.fen() / 10 : act.fen())));
        }
        var total = Settlement.total(lines);
        var paid = total.isNegative() ? total : Money.ofFen(total.fen() * percent / 100);

        var settlement = Settlement.of(lines, paid);

        var sums = settlement.organisations().values();
        assertThat(sums.stream().map(Settlement.Sum::paid).reduce(Money.ZERO, Money::plus))
                .isEqualTo(paid);
        assertThat(sums).allSatisfy(sum -> {
            assertThat(sum.paid().plus(sum.shortfall())).isEqualTo(sum.claimed());
            assertThat(sum.shortfall()).isGreaterThanOrEqualTo(Money.ZERO);
        });
        assertThat(settlement.parts().stream().map(Settlement.Part::shortfall).reduce(Money.ZERO, Money::plus))
                .isEqualTo(total.minus(paid));
        assertThat(settlement.parts())
                .allSatisfy(part -> assertThat(part.shortfall())
                        .isBetween(Money.ZERO, part.line().amount().max(Money.ZERO)));
    }

    private static Money used(List<Act> postings, long budget) {
        var books = Books.shanghai(Money.ofFen(budget).toString(), null)
                .grant("A", "0.10")
                .grant("B", "0.07");
        for (int i = 0; i < postings.size(); i++) {
            var act = postings.get(i);
            // Named by what it is, so that the same postings in another order are the same charges.
            books.post(
                    Tale.charge("c" + act.hashCode() + "/" + i, act, act.flag() ? "A" : "B", Money.ofFen(act.fen())));
        }
        var entitled = postings.stream()
                .map(act -> new BigDecimal(act.flag() ? "0.10" : "0.07").multiply(BigDecimal.valueOf(act.fen(), 2)))
                .map(amount -> new Money(amount.setScale(2, RoundingMode.DOWN)))
                .reduce(Money.ZERO, Money::plus);
        assertThat(books.used()).isEqualTo(entitled.min(Money.ofFen(budget)));
        return books.used();
    }
}
