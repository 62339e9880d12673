package dev.aquifer.platform.clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Gives all code its `InstantSource`, cut to microseconds, so that what was written equals what is read back.
class Clock {
    @Produces
    @ApplicationScoped
    InstantSource instants() {
        return () -> Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
