package dev.aquifer.platform.deployment;

import dev.aquifer.platform.api.pool.PoolView;
import dev.aquifer.platform.caller.Tenancy;
import dev.aquifer.platform.clock.Ids;
import dev.aquifer.platform.model.Catalogue;
import dev.aquifer.platform.model.ModelShelf;
import dev.aquifer.platform.model.ServableModel;
import dev.aquifer.platform.organisation.OperatorOrganisation;
import dev.aquifer.platform.pool.Pools;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// The deployments that are there from the first start on: the starter model and the embedding model, offered to all,
/// on this machine's CPU.
@ApplicationScoped
class SharedDeployments {
    private static final UUID LOCAL_POOL = UUID.fromString("00000000-0000-7000-8000-000000000a00");

    private final Deployments deployments;
    private final StateBook book;
    private final ModelShelf models;
    private final Pools pools;
    private final Tenancy tenancy;
    private final Ids ids;
    private final InstantSource clock;

    SharedDeployments(
            Deployments deployments,
            StateBook book,
            ModelShelf models,
            Pools pools,
            Tenancy tenancy,
            Ids ids,
            InstantSource clock) {
        this.deployments = deployments;
        this.book = book;
        this.models = models;
        this.pools = pools;
        this.tenancy = tenancy;
        this.ids = ids;
        this.clock = clock;
    }

    void seed() {
        tenancy.asOrganisation(OperatorOrganisation.ID, () -> {
            seed(Catalogue.STARTER_ID);
            seed(Catalogue.EMBEDDING_ID);
        });
    }

    private void seed(UUID id) {
        Optional<ServableModel> found = models.servable(id);
        if (found.isEmpty()) {
            return;
        }
        ServableModel model = found.get();
        if (deployments.named(OperatorOrganisation.ID, model.slug())) {
            return;
        }
        PoolView pool = pools.find(LOCAL_POOL).orElseThrow();
        String engine = models.fit(id, pool).orElseThrow().engine();
        if (engine == null) {
            throw new IllegalStateException("the engine matrix has no engine here for " + model.slug());
        }
        Instant now = clock.instant();
        var order = new Deployment.Order(
                model.slug(),
                true,
                model.organisation(),
                id,
                LOCAL_POOL,
                engine,
                model.contextLength(),
                model.parallel(),
                1);
        var deployment = new Deployment(ids.next(), OperatorOrganisation.ID, order, "platform", now);
        deployments.persistAndFlush(deployment);
        book.begin(deployment, now);
        Log.infof("shared deployment made deployment=%s name=%s", deployment.id(), model.slug());
    }
}
