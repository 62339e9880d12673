package dev.aquifer.platform.deployment;

import dev.aquifer.platform.api.deployment.ReplicaView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One engine, its lease, and how far it is. A replica is started once and never again: what follows it is a new one.
@Entity
@Table(name = "replica")
class Replica {
    @Id
    private UUID id;

    @Column(name = "organisation_id", updatable = false)
    private UUID organisation;

    @Column(name = "deployment_id", updatable = false)
    private UUID deployment;

    @Column(name = "lease_id", updatable = false)
    private UUID lease;

    @Enumerated(EnumType.STRING)
    private ReplicaState state;

    private Instant since;
    private @Nullable String url;

    @Column(name = "ready_at")
    private @Nullable Instant readyAt;

    private @Nullable String failure;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    protected Replica() {}

    Replica(UUID id, Deployment deployment, UUID lease, Instant now) {
        this.id = id;
        this.organisation = deployment.organisation();
        this.deployment = deployment.id();
        this.lease = lease;
        this.state = ReplicaState.STARTING;
        this.since = now;
        this.createdAt = now;
    }

    UUID id() {
        return id;
    }

    UUID lease() {
        return lease;
    }

    ReplicaState state() {
        return state;
    }

    boolean live() {
        return state.live();
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable URI servesAt() {
        return state == ReplicaState.READY && url != null ? URI.create(url) : null;
    }

    @Nullable Instant readyAt() {
        return readyAt;
    }

    void serve(URI at, Instant now) {
        become(ReplicaState.READY, now);
        url = at.toString();
        readyAt = now;
    }

    void stop(Instant now) {
        become(ReplicaState.STOPPING, now);
    }

    void end(Instant now) {
        become(ReplicaState.ENDED, now);
    }

    void fail(String words, Instant now) {
        become(ReplicaState.FAILED, now);
        failure = words;
    }

    ReplicaView view() {
        return new ReplicaView(id, lease, state.name(), since, failure);
    }

    private void become(ReplicaState next, Instant now) {
        if (!state.live()) {
            throw new IllegalStateException("replica " + id + " is " + state + " and cannot become " + next);
        }
        state = next;
        since = now;
    }
}
