package dev.aquifer.platform.api.deployment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One change of state, newest last.
///
/// @param until when the next state began; null for the present one
public record DeploymentStep(
        DeploymentState state,
        Instant from,
        @Nullable Instant until,
        @Nullable String reason) {}
