package dev.aquifer.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void percentiles_are_values_that_were_measured() {
        // given
        var samples = new Samples();
        for (long i = 1000; i >= 1; i--) {
            samples.add(i * 1_000_000);
        }

        // then
        assertThat(samples.count()).isEqualTo(1000);
        assertThat(samples.percentileMillis(50)).isEqualTo(500);
        assertThat(samples.percentileMillis(95)).isEqualTo(950);
        assertThat(samples.percentileMillis(100)).isEqualTo(1000);
    }

    @Test
    void of_nothing_there_is_no_percentile() {
        assertThat(new Samples().percentileMillis(50)).isNaN();
    }
}
