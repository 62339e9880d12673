package dev.aquifer.billing.simulation;

import java.time.Duration;

/// How much one scenario may ask for. The command works on its caller's own machine; the server is everybody's.
///
/// @param steps at most, @param versions of the ratio of one grant, at most
/// @param time that playing it may take
record Limits(int steps, int versions, Duration time) {
    static final Limits COMMAND = new Limits(10_000, 10_000, Duration.ofHours(1));
    static final Limits SERVER = new Limits(1_000, 200, Duration.ofSeconds(5));
}
