package dev.aquifer.platform.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.deployment.DeploymentState;
import dev.aquifer.platform.api.deployment.RouteChanged;
import dev.aquifer.platform.api.pool.PoolView;
import dev.aquifer.platform.clock.Ids;
import dev.aquifer.platform.model.ModelShelf;
import dev.aquifer.platform.model.ServableModel;
import dev.aquifer.platform.outbox.Outbox;
import dev.aquifer.platform.pool.Pools;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes down the states of a deployment, and tells the gateway its route whenever that differs from what was told
/// last. Works in the transaction that changes the deployment, whose row is locked.
@ApplicationScoped
class StateBook {
    private final StepRows steps;
    private final Replicas replicas;
    private final ModelShelf models;
    private final Pools pools;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final Ids ids;

    StateBook(
            StepRows steps,
            Replicas replicas,
            ModelShelf models,
            Pools pools,
            Outbox outbox,
            ObjectMapper json,
            Ids ids) {
        this.steps = steps;
        this.replicas = replicas;
        this.models = models;
        this.pools = pools;
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
    }

    /// The first state of a deployment that was just made, or of one that was started again.
    void begin(Deployment deployment, Instant now) {
        steps.current(deployment).ifPresent(step -> step.end(now));
        steps.flush();
        steps.persist(new StepRow(ids.next(), deployment, now));
        tell(deployment);
    }

    void enter(Deployment deployment, DeploymentState state, @Nullable String reason, Instant now) {
        if (deployment.become(state, reason, now)) {
            begin(deployment, now);
        } else {
            steps.current(deployment).ifPresent(step -> step.explain(reason));
            tell(deployment);
        }
    }

    private void tell(Deployment deployment) {
        RouteChanged route = route(deployment);
        String text = write(route);
        if (!text.equals(deployment.route())) {
            outbox.record(
                    Topics.ROUTES, deployment.id().toString(), RouteChanged.TYPE, deployment.organisation(), route);
            deployment.told(text);
        }
    }

    private RouteChanged route(Deployment deployment) {
        ServableModel model = models.servable(deployment.model()).orElseThrow();
        PoolView pool = pools.find(deployment.pool()).orElseThrow();
        List<RouteChanged.Replica> serving = new ArrayList<>();
        for (Replica replica : replicas.live(deployment)) {
            URI url = replica.servesAt();
            if (url != null) {
                serving.add(new RouteChanged.Replica(replica.id(), url));
            }
        }
        return new RouteChanged(
                deployment.id(),
                deployment.organisation(),
                deployment.shared(),
                deployment.name(),
                model.slug(),
                model.kind(),
                pool.chipType(),
                pool.simulated(),
                deployment.contextLength(),
                deployment.shared(),
                deployment.state(),
                deployment.createdAt(),
                serving);
    }

    private String write(RouteChanged route) {
        try {
            return json.writeValueAsString(route);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a route that cannot be written", e);
        }
    }
}
