package dev.aquifer.engine;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// The engine's log: lines on standard error, a constant message and then `key=value`. Never a prompt, an answer or a
/// secret.
final class EngineLog {
    private static final InstantSource CLOCK = InstantSource.system();

    private EngineLog() {}

    static void line(String message, Object... keysAndValues) {
        var text = new StringBuilder(128);
        text.append(CLOCK.instant().truncatedTo(ChronoUnit.MILLIS))
                .append(" engine ")
                .append(message);
        for (int i = 0; i + 1 < keysAndValues.length; i += 2) {
            text.append(' ').append(keysAndValues[i]).append('=').append(keysAndValues[i + 1]);
        }
        System.err.println(text);
    }
}
