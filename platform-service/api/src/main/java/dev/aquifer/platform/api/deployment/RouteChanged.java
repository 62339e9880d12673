package dev.aquifer.platform.api.deployment;

import dev.aquifer.platform.api.model.ModelKind;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Fact on `routes.v1`, type `dev.aquifer.route.changed.v1`: a deployment as the gateway must know it now. A deleted
/// deployment is a tombstone. Secrets of replicas do not travel: they are derived from the replica's id.
///
/// @param organisation the owner; callers of other organisations see it only if `shared`
/// @param name what callers pass as `model`
/// @param modelSlug names its token prices
/// @param tokensPriced true if callers pay per token (shared deployments)
public record RouteChanged(
        UUID deployment,
        UUID organisation,
        boolean shared,
        String name,
        String modelSlug,
        ModelKind kind,
        String chipType,
        boolean simulated,
        int contextLength,
        boolean tokensPriced,
        DeploymentState state,
        Instant createdAt,
        List<Replica> replicas) {
    public static final String TYPE = "dev.aquifer.route.changed.v1";

    /// A replica that serves now. @param url e.g. `http://127.0.0.1:41001`
    public record Replica(UUID id, URI url) {}

    public RouteChanged {
        replicas = List.copyOf(replicas);
    }
}
