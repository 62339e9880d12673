package dev.aquifer.platform.api.key;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param prefix the first 8 characters, @param lastFour the last 4: enough to recognise a key, useless to a thief
/// @param scopes what it may be used for, in the order of [KeyScope]
/// @param createdBy name of the person, or of the key, that made it
public record KeyView(
        UUID id,
        String name,
        String prefix,
        String lastFour,
        List<KeyScope> scopes,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {}
