package dev.aquifer.platform.deployment;

import dev.aquifer.platform.api.Page;
import dev.aquifer.platform.api.deployment.CreateDeployment;
import dev.aquifer.platform.api.deployment.DeploymentState;
import dev.aquifer.platform.api.deployment.DeploymentView;
import dev.aquifer.platform.api.model.ChipFit;
import dev.aquifer.platform.api.organisation.Step;
import dev.aquifer.platform.api.pool.PoolView;
import dev.aquifer.platform.audit.Audit;
import dev.aquifer.platform.caller.Caller;
import dev.aquifer.platform.caller.Tenancy;
import dev.aquifer.platform.clock.Ids;
import dev.aquifer.platform.idempotency.Idempotent;
import dev.aquifer.platform.model.ModelShelf;
import dev.aquifer.platform.model.ServableModel;
import dev.aquifer.platform.organisation.OperatorOrganisation;
import dev.aquifer.platform.organisation.Steps;
import dev.aquifer.platform.pool.Pools;
import dev.aquifer.platform.problem.Problems;
import dev.aquifer.platform.standing.Standings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/// What people do with deployments: each act writes down what is wanted; the reconciler brings it about.
@ApplicationScoped
class DeploymentDesk {
    private final Deployments deployments;
    private final Replicas replicas;
    private final StateBook book;
    private final DeploymentViews views;
    private final ModelShelf models;
    private final Pools pools;
    private final Standings standings;
    private final Steps steps;
    private final Tenancy tenancy;
    private final Caller caller;
    private final Audit audit;
    private final Ids ids;
    private final InstantSource clock;

    DeploymentDesk(
            Deployments deployments,
            Replicas replicas,
            StateBook book,
            DeploymentViews views,
            ModelShelf models,
            Pools pools,
            Standings standings,
            Steps steps,
            Tenancy tenancy,
            Caller caller,
            Audit audit,
            Ids ids,
            InstantSource clock) {
        this.deployments = deployments;
        this.replicas = replicas;
        this.book = book;
        this.views = views;
        this.models = models;
        this.pools = pools;
        this.standings = standings;
        this.steps = steps;
        this.tenancy = tenancy;
        this.caller = caller;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional
    Page<DeploymentView> list(@Nullable UUID after, int limit) {
        List<Deployment> found = deployments.newest(caller.organisation(), after, limit);
        boolean more = found.size() > limit;
        List<DeploymentView> page = (more ? found.subList(0, limit) : found)
                .stream().map(views::view).toList();
        return new Page<>(page, more ? page.getLast().id().toString() : null);
    }

    List<DeploymentView> shared() {
        return tenancy.asOrganisation(
                OperatorOrganisation.ID,
                () -> deployments.shared(OperatorOrganisation.ID).stream()
                        .map(views::view)
                        .toList());
    }

    @Transactional
    DeploymentView get(UUID deployment) {
        return deployments
                .find(caller.organisation(), deployment)
                .map(views::view)
                .or(() -> shared(deployment))
                .orElseThrow(() -> Problems.notFound("deployment"));
    }

    /// The newest replica that has a log or may get one.
    @Transactional
    Optional<UUID> newestReplica(UUID deployment) {
        Deployment found = own(deployment);
        List<Replica> all = replicas.of(found);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().id());
    }

    @Transactional
    @Idempotent
    DeploymentView create(CreateDeployment request) {
        UUID organisation = caller.organisation();
        standings.requireCredit(organisation);
        ServableModel model = models.servable(request.model())
                .orElseThrow(() -> Problems.validation("model", "there is no such model"));
        PoolView pool =
                pools.find(request.pool()).orElseThrow(() -> Problems.validation("pool", "there is no such pool"));
        String engine = engine(model, pool);
        if (deployments.named(organisation, request.name()) || namedShared(request.name())) {
            throw Problems.conflict("The name " + request.name() + " is taken; choose another.");
        }
        if (pool.capacity() < request.replicas()) {
            throw Problems.validation("replicas", "the pool has " + pool.capacity() + " chips, one for each replica");
        }
        Instant now = clock.instant();
        var order = new Deployment.Order(
                request.name(),
                false,
                model.organisation(),
                model.id(),
                pool.id(),
                engine,
                model.contextLength(),
                model.parallel(),
                request.replicas());
        var deployment = new Deployment(ids.next(), organisation, order, caller.person(), now);
        try {
            deployments.persistAndFlush(deployment);
        } catch (ConstraintViolationException _) {
            // Another request took the name between the look and the entry.
            throw Problems.conflict("The name " + request.name() + " is taken; choose another.");
        }
        book.begin(deployment, now);
        steps.done(Step.DEPLOY_MODEL);
        audit.note("deployment.created", deployment.id().toString(), request.name());
        return views.view(deployment);
    }

    @Transactional
    DeploymentView stop(UUID id) {
        Deployment deployment = locked(id);
        if (deployment.wanted() == Wanted.RUNNING) {
            deployment.stop();
            book.enter(deployment, DeploymentState.STOPPING, null, clock.instant());
            audit.note("deployment.stopped", id.toString(), deployment.name());
        }
        return views.view(deployment);
    }

    @Transactional
    @Idempotent
    DeploymentView start(UUID id) {
        Deployment deployment = locked(id);
        if (deployment.wanted() == Wanted.RUNNING && deployment.state() != DeploymentState.FAILED) {
            return views.view(deployment);
        }
        standings.requireCredit(deployment.organisation());
        Instant now = clock.instant();
        deployment.start(now);
        if (deployment.become(DeploymentState.WAITING_FOR_CHIPS, null, now)) {
            book.begin(deployment, now);
        }
        audit.note("deployment.started", id.toString(), deployment.name());
        return views.view(deployment);
    }

    @Transactional
    void delete(UUID id) {
        Deployment deployment = locked(id);
        deployment.delete();
        book.enter(deployment, DeploymentState.STOPPING, null, clock.instant());
        audit.note("deployment.deleted", id.toString(), deployment.name());
    }

    private String engine(ServableModel model, PoolView pool) {
        ChipFit fit = models.fit(model.id(), pool).orElseThrow();
        boolean runs = fit.reasons().stream().allMatch("NO_FREE_CHIP"::equals);
        if (!runs || fit.engine() == null) {
            throw Problems.validation("pool", "the model does not run there. " + fit.reason());
        }
        return fit.engine();
    }

    private boolean namedShared(String name) {
        return tenancy.asOrganisation(OperatorOrganisation.ID, () -> deployments.named(OperatorOrganisation.ID, name));
    }

    private Optional<DeploymentView> shared(UUID deployment) {
        return tenancy.asOrganisation(
                OperatorOrganisation.ID,
                () -> deployments
                        .find(OperatorOrganisation.ID, deployment)
                        .filter(Deployment::shared)
                        .map(views::view));
    }

    private Deployment own(UUID id) {
        return deployments.find(caller.organisation(), id).orElseThrow(() -> Problems.notFound("deployment"));
    }

    private Deployment locked(UUID id) {
        return deployments
                .lock(caller.organisation(), id)
                .filter(deployment -> deployment.wanted() != Wanted.DELETED)
                .orElseThrow(() -> Problems.notFound("deployment"));
    }
}
