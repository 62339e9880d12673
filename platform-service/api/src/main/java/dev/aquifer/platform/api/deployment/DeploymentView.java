package dev.aquifer.platform.api.deployment;

import dev.aquifer.platform.api.model.ModelKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param shared true for the operator's deployments that all may call, per token
/// @param reason why it waits or failed; null if all is well
/// @param steps states it went through since it was last started, oldest first
public record DeploymentView(
        UUID id,
        String name,
        boolean shared,
        UUID model,
        String modelName,
        String modelSlug,
        ModelKind kind,
        boolean demonstration,
        UUID pool,
        String chipType,
        String chipName,
        boolean simulated,
        String engine,
        int contextLength,
        int replicasWanted,
        int replicasReady,
        DeploymentState state,
        Instant since,
        @Nullable String reason,
        List<DeploymentStep> steps,
        List<ReplicaView> replicas,
        Instant createdAt) {
    public DeploymentView {
        steps = List.copyOf(steps);
        replicas = List.copyOf(replicas);
    }
}
