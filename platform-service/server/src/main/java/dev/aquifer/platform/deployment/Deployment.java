package dev.aquifer.platform.deployment;

import dev.aquifer.platform.api.deployment.DeploymentState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A deployment as its owner wants it and as it stands. Its state is named by the reconciler alone, except where an
/// owner's wish changes it at once.
@Entity
@Table(name = "deployment")
class Deployment {
    /// Starts that may fail one after another before the deployment is given up.
    static final int TRIES = 3;

    @Id
    private UUID id;

    @Column(name = "organisation_id", updatable = false)
    private UUID organisation;

    @Column(updatable = false)
    private String name;

    @Column(updatable = false)
    private boolean shared;

    @Column(name = "model_organisation_id", updatable = false)
    private UUID modelOrganisation;

    @Column(name = "model_id", updatable = false)
    private UUID model;

    @Column(name = "pool_id", updatable = false)
    private UUID pool;

    private String engine;

    @Column(name = "context_length")
    private int contextLength;

    private int parallel;

    @Column(updatable = false)
    private int replicas;

    @Enumerated(EnumType.STRING)
    private Wanted wanted;

    @Enumerated(EnumType.STRING)
    private DeploymentState state;

    private Instant since;
    private @Nullable String reason;
    private int failures;

    @Column(name = "next_try")
    private Instant nextTry;

    private int run;
    private @Nullable String route;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "created_by", updatable = false)
    private String createdBy;

    protected Deployment() {}

    Deployment(UUID id, UUID organisation, Order order, String createdBy, Instant now) {
        this.id = id;
        this.organisation = organisation;
        this.name = order.name();
        this.shared = order.shared();
        this.modelOrganisation = order.modelOrganisation();
        this.model = order.model();
        this.pool = order.pool();
        this.engine = order.engine();
        this.contextLength = order.contextLength();
        this.parallel = order.parallel();
        this.replicas = order.replicas();
        this.wanted = Wanted.RUNNING;
        this.state = DeploymentState.WAITING_FOR_CHIPS;
        this.since = now;
        this.nextTry = now;
        this.run = 1;
        this.createdAt = now;
        this.createdBy = createdBy;
    }

    /// What is to be deployed, checked.
    record Order(
            String name,
            boolean shared,
            UUID modelOrganisation,
            UUID model,
            UUID pool,
            String engine,
            int contextLength,
            int parallel,
            int replicas) {}

    UUID id() {
        return id;
    }

    UUID organisation() {
        return organisation;
    }

    String name() {
        return name;
    }

    boolean shared() {
        return shared;
    }

    UUID modelOrganisation() {
        return modelOrganisation;
    }

    UUID model() {
        return model;
    }

    UUID pool() {
        return pool;
    }

    String engine() {
        return engine;
    }

    int contextLength() {
        return contextLength;
    }

    int parallel() {
        return parallel;
    }

    int replicas() {
        return replicas;
    }

    Wanted wanted() {
        return wanted;
    }

    DeploymentState state() {
        return state;
    }

    Instant since() {
        return since;
    }

    @Nullable String reason() {
        return reason;
    }

    int failures() {
        return failures;
    }

    int run() {
        return run;
    }

    @Nullable String route() {
        return route;
    }

    Instant createdAt() {
        return createdAt;
    }

    void start(Instant now) {
        wanted = Wanted.RUNNING;
        failures = 0;
        nextTry = now;
        run++;
    }

    void stop() {
        wanted = Wanted.STOPPED;
    }

    void delete() {
        wanted = Wanted.DELETED;
    }

    boolean givenUp() {
        return failures >= TRIES;
    }

    boolean tryDue(Instant now) {
        return !givenUp() && !nextTry.isAfter(now);
    }

    void startSucceeded() {
        if (failures > 0) {
            failures = 0;
        }
    }

    void startFailed(Instant now) {
        failures++;
        nextTry = now.plus(Duration.ofSeconds(1L << Math.min(failures, 5)));
    }

    /// One that served is replaced at once.
    void lost(Instant now) {
        failures = 0;
        nextTry = now;
    }

    /// True if the state changed; a reason alone may change within a state.
    boolean become(DeploymentState next, @Nullable String why, Instant now) {
        boolean changed = state != next;
        if (changed) {
            state = next;
            since = now;
        }
        if (!Objects.equals(reason, why)) {
            reason = why;
        }
        return changed;
    }

    void told(@Nullable String newRoute) {
        route = newRoute;
    }
}
