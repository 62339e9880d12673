package dev.aquifer.platform.api.key;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param prefix the first 8 characters, @param lastFour the last 4: enough to recognise a key, useless to a thief
/// @param createdBy name of the person who made it
public record KeyView(
        UUID id,
        String name,
        String prefix,
        String lastFour,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {}
