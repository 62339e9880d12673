package dev.aquifer.platform.key;

import dev.aquifer.platform.caller.ActingKey;
import dev.aquifer.platform.caller.Tenancy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The good keys by their hashes. A good one is looked up each time, so that a revoked one stops at once; one that is
/// unknown, revoked or expired never becomes good again, and is remembered for a while.
@ApplicationScoped
class KeyRing {
    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Keys keys;
    private final Tenancy tenancy;
    private final InstantSource clock;
    /// By hash, when it was refused. Any thread reads and writes.
    private final Map<String, Instant> refused = new ConcurrentHashMap<>();

    KeyRing(Keys keys, Tenancy tenancy, InstantSource clock) {
        this.keys = keys;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    boolean refusedLately(String hash) {
        Instant at = refused.get(hash);
        return at != null && clock.instant().isBefore(at.plus(REMEMBERED));
    }

    /// @param hash SHA-256 of the whole key, in lower-case hexadecimal
    Optional<ActingKey> find(String hash) {
        Instant now = clock.instant();
        Optional<ActingKey> found = tenancy.asJobs(() -> keys.good(hash, now));
        if (found.isEmpty()) {
            if (refused.size() >= MOST_REMEMBERED) {
                refused.clear();
            }
            refused.put(hash, now);
        }
        return found;
    }
}
