package dev.aquifer.billing.subsidy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A random story on real books, with a tally of its own beside them.
final class Tale {
    private static final BigDecimal CAP = new BigDecimal("0.35");
    private static final List<String> ORGANISATIONS = List.of("A", "B");

    private final List<Programme> programmes;
    private final Money ceiling;
    private final MemoryBounds bounds;
    private final Map<String, Book> books = new LinkedHashMap<>();
    private final Map<String, List<Grant>> grants = new HashMap<>();
    private final Map<UUID, Map<Movement.Kind, Money>> moved = new HashMap<>();
    private final Map<UUID, Money> paid = new HashMap<>();
    private @Nullable List<ClaimLine> underWay;
    private @Nullable UUID claimed;
    private int ids;

    Tale(Money budget, Money ceiling) {
        this.ceiling = ceiling;
        programmes = List.of(
                programme("P1", budget, ceiling, 1, null, Programme.Mode.DEDUCT, "x"),
                programme("P2", null, ceiling, 2, null, Programme.Mode.DEDUCT, "x"),
                programme("P3", null, null, 3, Money.of("2000.00"), Programme.Mode.REIMBURSE, null));
        bounds = new MemoryBounds(programmes);
        for (var organisation : ORGANISATIONS) {
            books.put(
                    organisation,
                    new Book(
                            List.of(),
                            CombinedCap.of(CAP),
                            bounds.of(Books.id(organisation)),
                            History.COMPLETE,
                            List.of()));
        }
    }

    void play(BookProperties.Act act) {
        var organisation = ORGANISATIONS.get(act.which() % 2);
        var book = Objects.requireNonNull(books.get(organisation));
        var programme = programmes.get(act.which() % 3);
        switch (act.op()) {
            case POST -> tally(book.post(charge("c" + ids++, act, organisation, Money.ofFen(act.fen()))));
            case GROW ->
                some(book, act).ifPresent(line -> tally(book.post(line.charge().with(Money.ofFen(act.fen())))));
            case CREDIT ->
                some(book, act).ifPresent(line -> {
                    var net = Money.ofFen(line.charge().net().fen() * act.percent() / 100);
                    var outcome = book.credit(List.of(line.charge().with(net)));
                    assertThat(outcome.movements())
                            .as("a credit note never raises an accrual")
                            .allMatch(movement -> movement.amount().isNegative());
                    tally(outcome);
                });
            case APPROVE -> approve(book, organisation, programme, act);
            case REASSESS -> reassess(book, organisation, programme, act);
            case CLAIM -> claim(programme);
            case SETTLE -> settle(act);
            case CLAW_BACK -> clawBack(book, organisation, programme, act);
        }
    }

    /// 1 to 3 of the invariants.
    void check() {
        for (var programme : programmes) {
            var kinds = moved.getOrDefault(programme.id(), Map.of());
            var accrued = sum(programme, Share::accrued);
            var used = bounds.used(programme.id());
            assertThat(used).isGreaterThanOrEqualTo(Money.ZERO);
            if (programme.budget() != null) {
                assertThat(used).isLessThanOrEqualTo(programme.budget());
            }
            assertThat(kinds.values().stream().reduce(Money.ZERO, Money::plus)).isEqualTo(accrued);
            assertThat(used).isEqualTo(accrued.minus(kinds.getOrDefault(Movement.Kind.CLAWBACK, Money.ZERO)));
            assertThat(sum(programme, Share::paid))
                    .isEqualTo(paid.getOrDefault(programme.id(), Money.ZERO)
                            .plus(kinds.getOrDefault(Movement.Kind.CLAWBACK, Money.ZERO)));
            assertThat(sum(programme, Share::claimed))
                    .isEqualTo(
                            programme.id().equals(claimed) && underWay != null
                                    ? Settlement.total(underWay)
                                    : Money.ZERO);
        }
        assertThat(bounds.ceilings()).allSatisfy(use -> {
            if (use.bound() != null) {
                assertThat(use.used()).isBetween(Money.ZERO, ceiling);
            }
        });
        assertThat(bounds.limits()).allSatisfy(use -> assertThat(use.used()).isBetween(Money.ZERO, Money.of("60.00")));
        for (var line : lines()) {
            var all = Money.ZERO;
            int holders = 0;
            for (var programme : programmes) {
                var accrued = line.accrued(programme.id());
                all = all.plus(accrued);
                holders += programme.group() != null && accrued.isPositive() ? 1 : 0;
            }
            assertThat(all).isBetween(Money.ZERO, CombinedCap.of(CAP).most(line.charge()));
            assertThat(holders).isLessThanOrEqualTo(1);
        }
    }

    static ChargeNow charge(String id, BookProperties.Act act, String organisation, Money net) {
        var from = Books.at("2026-06-01T00:00").plus(Duration.ofHours(act.from()));
        return new ChargeNow(
                Books.id(id),
                Books.id(organisation),
                "lease",
                "training",
                act.flag() ? "CN" : "other",
                from,
                from.plus(Duration.ofHours(act.length())),
                net,
                YearMonth.of(2026, 6));
    }

    private void approve(Book book, String organisation, Programme programme, BookProperties.Act act) {
        var from = Books.at("2026-06-01T00:00").plus(Duration.ofHours(act.from()));
        var until = from.plus(Duration.ofHours(1 + 10L * act.length()));
        var own = grants.computeIfAbsent(organisation + programme.code(), _ -> new ArrayList<>());
        if (own.stream().noneMatch(grant -> grant.overlaps(from, until))) {
            var grant = new Grant(
                    Books.id("g" + ids++),
                    programme.id(),
                    Books.id(organisation),
                    from,
                    until,
                    Money.of("60.00"),
                    List.of(version(act, from)));
            own.add(grant);
            tally(book.approve(programme, grant));
        }
    }

    private void reassess(Book book, String organisation, Programme programme, BookProperties.Act act) {
        for (var grant : grants.getOrDefault(organisation + programme.code(), List.of())) {
            var from = grant.from().plus(Duration.ofHours(act.length()));
            var version = act.flag()
                    ? new RatioVersion(Books.id("v" + ids++), from, new BigDecimal("0.25"))
                    : version(act, from);
            var outcome = book.reassess(grant.id(), version);
            if (act.flag()) {
                assertThat(outcome.movements())
                        .as("the highest ratio lowers nothing of its own programme, but for a fen at each new cut (R6)")
                        .allMatch(movement -> movement.amount().compareTo(Money.of("-0.02")) >= 0
                                || !movement.programme().equals(programme.id()));
            }
            tally(outcome);
        }
    }

    private void claim(Programme programme) {
        if (underWay == null) {
            var lines = new ArrayList<ClaimLine>();
            books.values().forEach(book -> lines.addAll(ClaimLine.of(book.lines(), programme.id())));
            books.forEach((organisation, book) -> book.claim(of(lines, organisation)));
            underWay = lines;
            claimed = programme.id();
        }
    }

    private void settle(BookProperties.Act act) {
        var lines = underWay;
        var programme = claimed;
        if (lines != null && programme != null) {
            var total = Settlement.total(lines);
            var sum = total.isNegative() ? total : Money.ofFen(total.fen() * act.percent() / 100);
            var settlement = Settlement.of(lines, sum);
            paid.merge(programme, sum, Money::plus);
            underWay = null;
            books.forEach((organisation, book) -> tally(book.settle(settlement.parts().stream()
                    .filter(part -> part.line().organisation().equals(Books.id(organisation)))
                    .toList())));
        }
    }

    private void clawBack(Book book, String organisation, Programme programme, BookProperties.Act act) {
        for (var grant : grants.getOrDefault(organisation + programme.code(), List.of())) {
            var from = grant.from().plus(Duration.ofHours(act.length()));
            var outcome = book.clawBack(grant.id(), from, () -> Books.id("z" + ids++));
            for (var movement : outcome.movements()) {
                if (movement.kind() == Movement.Kind.CLAIMED && underWay != null) {
                    underWay =
                            ClaimLine.less(underWay, movement, movement.amount().negated());
                }
            }
            tally(outcome);
        }
    }

    private static RatioVersion version(BookProperties.Act act, Instant from) {
        return new RatioVersion(Books.id("v" + act.hashCode() + from), from, BigDecimal.valueOf(act.percent() % 26, 2));
    }

    private void tally(Outcome outcome) {
        for (var movement : outcome.movements()) {
            moved.computeIfAbsent(movement.programme(), _ -> new EnumMap<>(Movement.Kind.class))
                    .merge(movement.kind(), movement.amount(), Money::plus);
        }
    }

    private List<Line> lines() {
        return books.values().stream().flatMap(book -> book.lines().stream()).toList();
    }

    private Money sum(Programme programme, Function<Share, Money> part) {
        return lines().stream()
                .flatMap(line -> line.shares().values().stream())
                .filter(share -> share.programme().equals(programme.id()))
                .map(part)
                .reduce(Money.ZERO, Money::plus);
    }

    private static Optional<Line> some(Book book, BookProperties.Act act) {
        var lines = List.copyOf(book.lines());
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(act.which() % lines.size()));
    }

    private static List<ClaimLine> of(List<ClaimLine> lines, String organisation) {
        return lines.stream()
                .filter(line -> line.organisation().equals(Books.id(organisation)))
                .toList();
    }

    private static Programme programme(
            String code,
            @Nullable Money budget,
            @Nullable Money ceiling,
            int priority,
            @Nullable Money minSpend,
            Programme.Mode mode,
            @Nullable String group) {
        return new Programme(
                Books.id(code),
                code,
                Books.at("2026-06-02T05:00"),
                Books.at("2026-06-27T00:00"),
                new BigDecimal("0.25"),
                new BigDecimal("0.05"),
                Set.of("lease"),
                Set.of(),
                budget,
                ceiling,
                priority,
                minSpend,
                mode,
                group,
                null,
                Programme.Bearer.ORGANISATION,
                0);
    }
}
