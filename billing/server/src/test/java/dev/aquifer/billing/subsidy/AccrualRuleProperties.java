package dev.aquifer.billing.subsidy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class AccrualRuleProperties {
    private static final Instant JUNE = Books.at("2026-06-01T00:00");
    private static final int JUNE_SECONDS = 30 * 86_400;

    /// One posting: a charge of few, with its new interval and net, or a new ratio for one of two organisations.
    record Step(int charge, int fromSecond, int seconds, long netFen, boolean domestic, int reassessPercent) {
        UUID id() {
            return Books.id("charge" + charge);
        }

        String organisation() {
            return charge % 2 == 0 ? "A" : "B";
        }
    }

    @Provide
    Arbitrary<List<Step>> stories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, JUNE_SECONDS - 1),
                        Arbitraries.integers().between(0, JUNE_SECONDS),
                        Arbitraries.longs().between(0, 50_000_00),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(-20, 10))
                .as((charge, from, seconds, net, domestic, percent) ->
                        new Step(charge, from, Math.min(seconds, JUNE_SECONDS - from), net, domestic, percent))
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 500)
    void nothing_ever_leaves_its_bounds(
            @ForAll("stories") List<Step> story, @ForAll @LongRange(max = 10_000_00) long fen) {
        var budget = Money.ofFen(fen);
        var ceiling = Money.ofFen(fen * 2 / 3);
        var books = books(budget, ceiling);

        for (var step : story) {
            play(books, step);

            assertThat(books.used()).isBetween(Money.ZERO, budget);
            assertThat(books.ceilings())
                    .allSatisfy(use -> assertThat(use.used()).isBetween(Money.ZERO, ceiling));
            assertThat(books.limits())
                    .allSatisfy(use -> assertThat(use.used()).isLessThanOrEqualTo(Money.of("3000.00")));
        }

        var accrued = Money.ZERO;
        for (var line : books.lines()) {
            for (var share : line.shares().values()) {
                assertThat(share.accrued()).isBetween(Money.ZERO, share.entitlement());
                accrued = accrued.plus(share.accrued());
            }
        }
        assertThat(books.used()).isEqualTo(accrued);
    }

    @Property(tries = 500)
    void segments_add_up_and_never_pay_more_than_the_ratio(
            @ForAll("stories") @Size(min = 1, max = 40) List<Step> story) {
        var programme = programme(null, null);
        var grants = List.of(
                grant("A", "2026-06-03T01:02:03", "2026-06-11T08:00:00", "0.07"),
                grant("A", "2026-06-11T08:00:00", "2026-06-20T23:59:59", "0.20"));

        for (var step : story) {
            var charge = charge(step);
            var segments = Segment.of(charge, programme, grants);

            assertThat(segments.stream().map(Segment::net).reduce(Money.ZERO, Money::plus))
                    .isEqualTo(charge.net());
            assertThat(segments)
                    .allSatisfy(segment -> assertThat(segment.entitlement().yuan())
                            .isLessThanOrEqualTo(segment.net().yuan().multiply(segment.ratio())));
            assertThat(segments.getFirst().from()).isEqualTo(charge.from());
            assertThat(segments.getLast().until()).isEqualTo(charge.until());
        }
    }

    @Property(tries = 300)
    void a_credit_note_never_raises_an_accrual(
            @ForAll("stories") List<Step> story, @ForAll @LongRange(max = 50_000_00) long credit) {
        var books = books(Money.of("5000.00"), Money.of("3000.00"));
        story.forEach(step -> play(books, step));
        for (int i = 0; i < 6; i++) {
            var charge = Books.id("charge" + i);
            if (books.has(charge)) {
                var before = books.accrued(charge);
                var net = books.net(charge);
                books.creditNote("charge" + i, Money.ofFen(credit).min(net).toString());
                assertThat(books.accrued(charge)).isLessThanOrEqualTo(before);
            }
        }
    }

    private static void play(Books books, Step step) {
        if (step.reassessPercent() >= 0) {
            books.reassess(
                    step.organisation(),
                    BigDecimal.valueOf(step.reassessPercent(), 2).toPlainString(),
                    JUNE.plusSeconds(step.fromSecond())
                            .atZone(Books.SHANGHAI)
                            .toLocalDateTime()
                            .toString());
        } else {
            books.post(charge(step));
        }
    }

    private static ChargeNow charge(Step step) {
        var from = JUNE.plusSeconds(step.fromSecond());
        return new ChargeNow(
                step.id(),
                Books.id(step.organisation()),
                "lease",
                "training",
                step.domestic() ? "CN" : "other",
                from,
                from.plusSeconds(step.seconds()),
                Money.ofFen(step.netFen()),
                YearMonth.of(2026, 6));
    }

    private static Books books(Money budget, Money ceiling) {
        return new Books(programme(budget, ceiling))
                .grant("A", "0.08", "2026-06-02T00:00", "2026-06-25T00:00", "3000.00")
                .grant("B", "0.05", "2026-05-01T00:00", "2026-07-01T00:00", "3000.00");
    }

    private static Programme programme(@Nullable Money budget, @Nullable Money ceiling) {
        return new Programme(
                Books.id("P"),
                "P",
                Books.at("2026-06-01T12:00"),
                Books.at("2027-01-01T00:00"),
                new BigDecimal("0.12"),
                new BigDecimal("0.03"),
                Set.of("lease"),
                Set.of(),
                budget,
                ceiling,
                0,
                null,
                Programme.Mode.DEDUCT,
                null,
                null,
                Programme.Bearer.ORGANISATION,
                0);
    }

    private static Grant grant(String organisation, String from, String until, String ratio) {
        return new Grant(
                Books.id(from),
                Books.id("P"),
                Books.id(organisation),
                Books.at(from),
                Books.at(until),
                null,
                List.of(new RatioVersion(Books.id(from + ratio), Books.at(from), new BigDecimal(ratio))));
    }
}
