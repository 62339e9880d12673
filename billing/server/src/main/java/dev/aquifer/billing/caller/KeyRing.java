package dev.aquifer.billing.caller;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The good keys by their hashes. A good one is looked up each time, so that a revoked one stops as soon as its fact
/// is here. A refused one is remembered, briefly: a new key's fact may still be on its way.
@ApplicationScoped
class KeyRing {

    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration REMEMBERED = Duration.ofSeconds(2);

    private final Keys keys;
    private final InstantSource clock;
    /// By hash, when it was refused. Any thread reads and writes.
    private final Map<String, Instant> refused = new ConcurrentHashMap<>();

    KeyRing(Keys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    boolean refusedLately(String hash) {
        Instant at = refused.get(hash);
        return at != null && clock.instant().isBefore(at.plus(REMEMBERED));
    }

    /// @param hash SHA-256 of the whole key, in lower-case hexadecimal
    Optional<ActingKey> find(String hash) {
        Instant now = clock.instant();
        Optional<ActingKey> found = keys.good(hash, now);
        if (found.isEmpty()) {
            if (refused.size() >= MOST_REMEMBERED) {
                refused.clear();
            }
            refused.put(hash, now);
        }
        return found;
    }
}
