package dev.aquifer.billing.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.budget.ForecastView;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// Where a month may end.
class ForecastTest {

    @Test
    void even_days_go_on_as_they_were() {
        ForecastView forecast = Forecast.of(yuan(245), yuan(5), days(10, 10, 10, 10), 5, 25);

        // The rest of today is 5, and five days of 10 are left.
        assertThat(forecast).isEqualTo(new ForecastView(yuan(300), yuan(300), yuan(300), 4));
    }

    @Test
    void one_wild_day_moves_neither_the_middle_nor_the_range() {
        ForecastView forecast = Forecast.of(yuan(1_000), yuan(10), days(10, 10, 12, 9, 10, 960, 11), 10, 20);

        assertThat(forecast).isEqualTo(new ForecastView(yuan(1_100), yuan(1_100), yuan(1_122), 7));
    }

    @Test
    void the_first_day_goes_by_itself() {
        ForecastView forecast = Forecast.of(yuan(20), yuan(20), List.of(), 29, 1);

        assertThat(forecast).isEqualTo(new ForecastView(yuan(20), yuan(600), yuan(1_180), 0));
    }

    @Property(tries = 300)
    void the_range_holds_the_middle_and_never_lies_below_what_is_spent(
            @ForAll @Size(max = 28) List<@IntRange(min = 0, max = 100_000) Integer> fen,
            @ForAll @IntRange(min = 0, max = 30) int left) {
        ForecastView forecast =
                Forecast.of(yuan(50), yuan(3), fen.stream().map(Money::ofFen).toList(), left, 31 - left);

        assertThat(forecast.low()).isBetween(yuan(50), forecast.likely());
        assertThat(forecast.likely()).isLessThanOrEqualTo(forecast.high());
    }

    private static Money yuan(int yuan) {
        return Money.ofFen(yuan * 100L);
    }

    private static List<Money> days(int... yuan) {
        return Arrays.stream(yuan).mapToObj(ForecastTest::yuan).toList();
    }
}
