package dev.aquifer.platform;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// The machine's clock for all beans of a test, which a test moves forward instead of waiting.
@Alternative
@Priority(1)
@ApplicationScoped
public class MovedClock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    public void by(Duration more) {
        ahead = ahead.plus(more);
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(ahead).truncatedTo(ChronoUnit.MICROS);
    }
}
