package dev.aquifer.platform.lease;

import java.time.Instant;
import java.util.UUID;

/// What became of a request for chips. Both are normal; none is an error.
public sealed interface LeaseOutcome {
    /// @param from when the chips began to be held; they are until the lease is closed
    record Granted(UUID lease, Instant from) implements LeaseOutcome {}

    /// The pool has fewer free chips than were asked for.
    record NoCapacity(int asked, int free) implements LeaseOutcome {}
}
