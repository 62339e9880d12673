package dev.aquifer.billing.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.usage.AnomalyView;
import dev.aquifer.billing.api.usage.Labelled;
import dev.aquifer.billing.money.ServiceTime;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What stands out, and what does not.
class AnomaliesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final UUID DEPLOYMENT = new UUID(2, 1);
    private static final UUID KEY = new UUID(1, 1);

    @Test
    void a_day_far_above_the_usual_band_is_told_with_what_drove_it() {
        // given: about 100 a day, today 400, all of it output
        List<Slice> slices = usual(28, 100);
        slices.add(slice(TODAY, "OUTPUT", 400));

        // when
        List<AnomalyView> found = Anomalies.in(slices, TODAY);

        // then: the deployment and its only key
        assertThat(found).hasSize(2).allSatisfy(one -> {
            assertThat(one.above()).isTrue();
            assertThat(one.complete()).isFalse();
            assertThat(one.cost()).isEqualTo(Money.of("400.00"));
            assertThat(one.usual()).isBetween(Money.of("98.00"), Money.of("102.00"));
            assertThat(one.driver()).isEqualTo("OUTPUT");
            assertThat(one.factor()).isEqualByComparingTo("4.0");
        });
        assertThat(found).extracting(AnomalyView::kind).containsExactlyInAnyOrder(Labelled.DEPLOYMENT, Labelled.KEY);
    }

    @Test
    void yesterday_without_use_is_told_but_an_unfinished_today_is_not() {
        // given: nothing yesterday and today
        List<Slice> slices = new ArrayList<>();
        IntStream.rangeClosed(2, 29).forEach(back -> slices.add(slice(TODAY.minusDays(back), "OUTPUT", 100)));

        // when
        List<AnomalyView> found = Anomalies.in(slices, TODAY);

        // then
        assertThat(found).hasSize(2).allSatisfy(one -> {
            assertThat(one.day()).isEqualTo(TODAY.minusDays(1));
            assertThat(one.above()).isFalse();
            assertThat(one.cost()).isEqualTo(Money.ZERO);
        });
    }

    @Test
    void one_wild_day_before_neither_hides_nor_makes_an_alarm() {
        // given
        List<Slice> slices = usual(28, 100);
        slices.add(slice(TODAY.minusDays(10), "OUTPUT", 100_000));
        slices.add(slice(TODAY, "OUTPUT", 120));

        // then
        assertThat(Anomalies.in(slices, TODAY)).isEmpty();
    }

    @Test
    void cheap_things_and_new_things_raise_no_alarm() {
        // given: cents, and then a few yuan
        List<Slice> cheap = usual(28, 0);
        cheap.add(slice(TODAY, "OUTPUT", 4));

        // and: three days old
        List<Slice> young = usual(3, 100);
        young.add(slice(TODAY, "OUTPUT", 900));

        // then
        assertThat(Anomalies.in(cheap, TODAY)).isEmpty();
        assertThat(Anomalies.in(young, TODAY)).isEmpty();
    }

    @Test
    void days_that_always_scatter_widen_the_band() {
        // given: 50 and 250 by turns
        List<Slice> slices = new ArrayList<>();
        IntStream.rangeClosed(1, 29)
                .forEach(back -> slices.add(slice(TODAY.minusDays(back), "OUTPUT", back % 2 == 0 ? 50 : 250)));
        slices.add(slice(TODAY, "OUTPUT", 400));

        // then
        assertThat(Anomalies.in(slices, TODAY)).isEmpty();
    }

    private static List<Slice> usual(int days, int yuan) {
        List<Slice> slices = new ArrayList<>();
        for (int back = 1; back <= days; back++) {
            slices.add(slice(TODAY.minusDays(back), "INPUT", 1));
            slices.add(slice(TODAY.minusDays(back), "OUTPUT", Math.max(0, yuan - 1 + back % 3 - 1)));
        }
        return slices;
    }

    private static Slice slice(LocalDate day, String bucket, int yuan) {
        Cost cost = new Cost(
                new UUID(day.toEpochDay(), bucket.hashCode()),
                true,
                day,
                DEPLOYMENT,
                "my-model",
                null,
                bucket,
                false,
                BigDecimal.TEN,
                ServiceTime.start(day),
                ServiceTime.start(day.plusDays(1)),
                Money.ofFen(yuan * 100L),
                Money.ZERO,
                ServiceTime.start(day));
        Part part = new Part(ServiceTime.start(day), KEY, "local-cpu", BigDecimal.TEN, BigDecimal.TEN, 1, 1);
        return Slice.of(cost, List.of(part), Labels.Known.NONE).getFirst();
    }
}
