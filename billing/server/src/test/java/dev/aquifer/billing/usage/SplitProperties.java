package dev.aquifer.billing.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.usage.Dimension;
import dev.aquifer.billing.api.usage.UsageFigures;
import dev.aquifer.billing.api.usage.UsagePart;
import dev.aquifer.billing.api.usage.UsageSplit;
import dev.aquifer.billing.money.ServiceTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// However it is split, it adds up to what the charges say, to the fen and to the token.
class SplitProperties {

    private static final YearMonth MONTH = YearMonth.of(2026, 11);
    private static final Period PERIOD = new Period.Bill(MONTH);

    @Property(tries = 300)
    void every_split_adds_up_to_the_charges(@ForAll long seed) {
        // given
        Random random = new Random(seed);
        Labels.Known labels = labels(random);
        List<Slice> slices = new ArrayList<>();
        Money net = Money.ZERO;
        Money subsidy = Money.ZERO;
        BigDecimal tokens = BigDecimal.ZERO;
        BigDecimal chipSeconds = BigDecimal.ZERO;
        for (int i = 0; i < random.nextInt(12); i++) {
            boolean lease = random.nextBoolean();
            List<Part> parts = lease ? List.of() : parts(random);
            Cost cost = cost(random, lease, parts);
            slices.addAll(Slice.of(cost, lease ? Slice.whole(cost, true) : parts, labels));
            net = net.plus(cost.net());
            subsidy = subsidy.plus(cost.subsidy());
            tokens = tokens.add(lease ? BigDecimal.ZERO : cost.quantity());
            chipSeconds = chipSeconds.add(lease ? cost.quantity() : BigDecimal.ZERO);
        }

        for (Dimension one : Dimension.values()) {
            for (Dimension other : Dimension.values()) {
                // when
                List<Dimension> by = one == other ? List.of(one) : List.of(one, other);
                UsageSplit split = Splitting.of(new Query(PERIOD, by, Map.of()), slices, Integer.MAX_VALUE);
                UsageSplit few = Splitting.of(new Query(PERIOD, by, Map.of()), slices, 2);

                // then
                assertThat(sum(split, UsageFigures::net))
                        .isEqualTo(net)
                        .isEqualTo(split.total().net());
                assertThat(sum(split, UsageFigures::subsidy)).isEqualTo(subsidy);
                assertThat(sum(split, UsageFigures::payable)).isEqualTo(net.minus(subsidy));
                assertThat(split.total().tokens()).isEqualByComparingTo(tokens);
                assertThat(split.total().chipSeconds()).isEqualByComparingTo(chipSeconds);
                assertThat(sum(few, UsageFigures::net).plus(few.rest().net())).isEqualTo(net);
            }
        }
    }

    @Property(tries = 200)
    void a_filter_shows_what_the_split_shows(@ForAll long seed) {
        // given
        Random random = new Random(seed);
        Labels.Known labels = labels(random);
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<Part> parts = parts(random);
            slices.addAll(Slice.of(cost(random, false, parts), parts, labels));
        }
        UsageSplit keys = Splitting.of(new Query(PERIOD, List.of(Dimension.KEY), Map.of()), slices, 100);

        for (UsagePart part : keys.parts()) {
            // when
            String key = part.values().getFirst();
            UsageSplit days = Splitting.of(
                    new Query(
                            PERIOD,
                            List.of(Dimension.HOUR, Dimension.CHIP),
                            Map.of(Dimension.KEY, key.isEmpty() ? "-" : key)),
                    slices,
                    1_000);

            // then
            assertThat(days.total()).isEqualTo(part.figures());
        }
    }

    private static Money sum(UsageSplit split, Function<UsageFigures, Money> part) {
        return split.parts().stream().map(each -> part.apply(each.figures())).reduce(Money.ZERO, Money::plus);
    }

    private static Labels.Known labels(Random random) {
        Map<UUID, String> keys = new HashMap<>();
        Map<UUID, String> deployments = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            if (random.nextBoolean()) {
                keys.put(new UUID(1, i), "k" + random.nextInt(2));
            }
            if (random.nextBoolean()) {
                deployments.put(new UUID(2, i), "d" + random.nextInt(2));
            }
        }
        return new Labels.Known(keys, deployments);
    }

    private static List<Part> parts(Random random) {
        List<Part> parts = new ArrayList<>();
        Instant start = ServiceTime.start(MONTH);
        for (int i = 0; i <= random.nextInt(8); i++) {
            BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(1_000_000));
            parts.add(new Part(
                    start.plus(Duration.ofHours(i)),
                    random.nextInt(4) == 0 ? Rollups.PLAYGROUND : new UUID(1, random.nextInt(3)),
                    "chip-" + random.nextInt(2),
                    quantity,
                    quantity,
                    2,
                    1));
        }
        return parts;
    }

    private static Cost cost(Random random, boolean lease, List<Part> parts) {
        Instant from = ServiceTime.start(MONTH).plusSeconds(random.nextInt(28) * 86_400L + random.nextInt(80_000));
        return new Cost(
                UUID.randomUUID(),
                !lease,
                ServiceTime.day(from),
                new UUID(2, random.nextInt(3)),
                "d",
                lease ? "chip-9" : null,
                lease ? null : "OUTPUT",
                lease,
                lease
                        ? BigDecimal.valueOf(random.nextInt(1_000_000), 3)
                        : parts.stream().map(Part::quantity).reduce(BigDecimal.ZERO, BigDecimal::add),
                from,
                from.plusMillis(1 + random.nextInt(5_000_000)),
                Money.ofFen(random.nextInt(100_000) - 1_000),
                Money.ofFen(random.nextInt(10_000) - 100),
                from);
    }
}
