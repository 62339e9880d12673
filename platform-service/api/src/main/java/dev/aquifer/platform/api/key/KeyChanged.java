package dev.aquifer.platform.api.key;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Fact on `keys.v1`, type `dev.aquifer.key.changed.v1`: an API key as it is now.
///
/// @param sha256 of the whole key, lower-case hexadecimal
public record KeyChanged(
        UUID key,
        UUID organisation,
        KeyKind kind,
        String sha256,
        Instant expiresAt,
        @Nullable Instant revokedAt) {
    public static final String TYPE = "dev.aquifer.key.changed.v1";
}
