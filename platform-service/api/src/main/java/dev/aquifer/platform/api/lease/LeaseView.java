package dev.aquifer.platform.api.lease;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param until end of the lease, exclusive; null while it runs
public record LeaseView(
        UUID id,
        UUID pool,
        String chipType,
        boolean simulated,
        int chips,
        Purpose purpose,
        @Nullable UUID deployment,
        Instant from,
        @Nullable Instant until) {}
