package dev.aquifer.billing.notice;

import java.time.Duration;

/// How long to wait before trying again.
final class Backoff {

    private static final int MOST_DOUBLINGS = 30;

    private Backoff() {}

    /// Doubles with each attempt up to the longest, give or take a quarter: many that failed at once do not come back
    /// at once.
    ///
    /// @param attempts made so far, at least 1, @param chance 0 to 1000, drawn anew each time
    static Duration after(int attempts, Duration first, Duration longest, int chance) {
        Duration doubled = first.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        Duration wait = doubled.compareTo(longest) > 0 || doubled.isNegative() ? longest : doubled;
        return wait.multipliedBy(750L + chance / 2).dividedBy(1_000);
    }
}
