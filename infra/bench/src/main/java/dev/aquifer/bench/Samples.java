package dev.aquifer.bench;

import java.util.Arrays;

/// Durations of one kind, in nanoseconds.
final class Samples {
    private long[] values = new long[256];
    private int count;

    void add(long nanos) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = nanos;
    }

    int count() {
        return count;
    }

    /// The smallest value that is not exceeded by `percent` of all values (nearest rank), in milliseconds.
    double percentileMillis(int percent) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100.0 * count);
        return sorted[Math.max(1, rank) - 1] / 1e6;
    }
}
