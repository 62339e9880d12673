package dev.aquifer.platform.api.deployment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param state STARTING, READY, STOPPING, ENDED or FAILED
/// @param failure the engine's own words where it failed
public record ReplicaView(
        UUID id,
        UUID lease,
        String state,
        Instant since,
        @Nullable String failure) {}
