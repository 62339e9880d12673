package dev.aquifer.console.client;

import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A command that must happen once, however often its button is pressed or its answer gets lost: all its tries carry
/// the same `Idempotency-Key`. A dialog makes one when it opens.
public final class Once {
    static final ScopedValue<String> KEY = ScopedValue.newInstance();

    private final String key = UUID.randomUUID().toString();

    /// The same call, as a try of this command.
    public <T extends @Nullable Object> Supplier<T> of(Supplier<T> call) {
        return () -> ScopedValue.where(KEY, key).call(call::get);
    }
}
