package dev.aquifer.platform.api.organisation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param role the role of the person who asks; null for an operator who is not a member
public record OrganisationView(
        UUID id,
        String name,
        String slug,
        @Nullable String creditCode,
        Instant createdAt,
        @Nullable Role role) {}
