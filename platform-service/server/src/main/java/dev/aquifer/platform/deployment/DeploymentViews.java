package dev.aquifer.platform.deployment;

import dev.aquifer.platform.api.deployment.DeploymentView;
import dev.aquifer.platform.api.pool.PoolView;
import dev.aquifer.platform.model.ModelShelf;
import dev.aquifer.platform.model.ServableModel;
import dev.aquifer.platform.pool.Pools;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Deployments as the API shows them.
@ApplicationScoped
class DeploymentViews {
    /// Ended replicas that are shown beside the living.
    private static final int SHOWN_REPLICAS = 16;

    private final Replicas replicas;
    private final StepRows steps;
    private final ModelShelf models;
    private final Pools pools;

    DeploymentViews(Replicas replicas, StepRows steps, ModelShelf models, Pools pools) {
        this.replicas = replicas;
        this.steps = steps;
        this.models = models;
        this.pools = pools;
    }

    DeploymentView view(Deployment deployment) {
        ServableModel model = models.servable(deployment.model()).orElseThrow();
        PoolView pool = pools.find(deployment.pool()).orElseThrow();
        List<Replica> all = replicas.of(deployment);
        long ready = all.stream()
                .filter(replica -> replica.state() == ReplicaState.READY)
                .count();
        return new DeploymentView(
                deployment.id(),
                deployment.name(),
                deployment.shared(),
                model.id(),
                model.name(),
                model.slug(),
                model.kind(),
                model.demonstration(),
                pool.id(),
                pool.chipType(),
                pool.chipName(),
                pool.simulated(),
                deployment.engine(),
                deployment.contextLength(),
                deployment.replicas(),
                (int) ready,
                deployment.state(),
                deployment.since(),
                deployment.reason(),
                steps.sinceStart(deployment).stream().map(StepRow::view).toList(),
                all.subList(Math.max(0, all.size() - SHOWN_REPLICAS), all.size()).stream()
                        .map(Replica::view)
                        .toList(),
                deployment.createdAt());
    }
}
