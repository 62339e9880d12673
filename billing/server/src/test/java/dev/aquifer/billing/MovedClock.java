package dev.aquifer.billing;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands still until a test moves it. A test's profile selects it; elsewhere time is the machine's.
@Alternative
@Singleton
public class MovedClock implements InstantSource {

    // Written by the test, read by every thread of the application.
    private volatile Instant now = Instant.now();

    @Override
    public Instant instant() {
        return now;
    }

    public void moveTo(Instant instant) {
        now = instant;
    }
}
