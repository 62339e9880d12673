package dev.aquifer.platform.pool;

import java.time.Instant;

/// What became of a wish to hold chips of a pool. Both are normal; none is an error.
public sealed interface Hold {
    /// @param from when the chips began to be held
    record Held(Instant from) implements Hold {}

    record TooFew(int free) implements Hold {}
}
