package dev.aquifer.billing;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;

/// The one place where billing asks the machine for the time.
class TimeSource {

    @Produces
    @Singleton
    InstantSource clock() {
        return Clock.systemUTC();
    }
}
