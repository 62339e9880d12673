package dev.aquifer.platform.api.key;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Fact on `keys.v1`, type `dev.aquifer.key.changed.v1`: an API key as it is now.
///
/// @param sha256 of the whole key, lower-case hexadecimal
/// @param scopes what it may be used for; null in facts from before there were scopes, which means `inference`
/// @param name as its maker called it; null in those facts
public record KeyChanged(
        UUID key,
        UUID organisation,
        KeyKind kind,
        String sha256,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable List<KeyScope> scopes,
        @Nullable String name) {
    public static final String TYPE = "dev.aquifer.key.changed.v1";

    /// What the key may be used for.
    public boolean may(KeyScope scope) {
        return scopes == null ? scope == KeyScope.INFERENCE : scopes.contains(scope);
    }
}
