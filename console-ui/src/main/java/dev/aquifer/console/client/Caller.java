package dev.aquifer.console.client;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// On whose behalf a call is made: taken in the thread of the page's event, bound to the thread that makes the call.
///
/// @param token the person's access token
/// @param organisation acted in; null for people without one
record Caller(String token, @Nullable UUID organisation) {
    static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

    @Override
    public String toString() {
        return "Caller[organisation=" + organisation + "]";
    }
}
