package dev.aquifer.billing.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Waits for organisations that are not known yet, but only once for each: a flood of facts that name an unknown
/// one must not hold up the others. Readers share it; each organisation is waited for by whoever meets it first.
final class Patience {

    private static final Duration FOR = Duration.ofSeconds(5);
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(5);
    private static final int REMEMBERED = 10_000;

    private final Predicate<UUID> known;
    private final Set<UUID> seen = new HashSet<>();
    private final Map<UUID, Long> givenUp = new HashMap<>();

    Patience(Predicate<UUID> known) {
        this.known = known;
    }

    /// Returns when all are known, or when those that are not have been waited for.
    synchronized void await(Collection<UUID> organisations) {
        Set<UUID> missing = new HashSet<>(organisations);
        missing.removeIf(this::needsNoWaiting);
        long deadline = System.nanoTime() + FOR.toNanos();
        while (!missing.isEmpty()
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            missing.removeIf(this::needsNoWaiting);
        }
        if (givenUp.size() + missing.size() > REMEMBERED) {
            givenUp.clear();
        }
        missing.forEach(organisation -> givenUp.put(organisation, System.nanoTime()));
    }

    private boolean needsNoWaiting(UUID organisation) {
        Long since = givenUp.get(organisation);
        if (since != null && System.nanoTime() - since < AGAIN_AFTER.toNanos()) {
            return true;
        }
        if (seen.contains(organisation)) {
            return true;
        }
        if (!known.test(organisation)) {
            return false;
        }
        givenUp.remove(organisation);
        seen.add(organisation);
        return true;
    }
}
