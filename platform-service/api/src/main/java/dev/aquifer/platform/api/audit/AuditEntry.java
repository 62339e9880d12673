package dev.aquifer.platform.api.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param person the subject of who acted, or `key:` and the id of an API key
/// @param keyName the key's name, where a key acted
/// @param action e.g. `key.revoked`, @param subject the thing's id, @param detail in plain words, without secrets
public record AuditEntry(
        UUID id,
        Instant at,
        String person,
        @Nullable String keyName,
        String action,
        String subject,
        @Nullable String detail) {}
