package dev.aquifer.platform.api.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param action e.g. `key.revoked`, @param subject the thing's id, @param detail in plain words, without secrets
public record AuditEntry(
        UUID id,
        Instant at,
        String person,
        String action,
        String subject,
        @Nullable String detail) {}
