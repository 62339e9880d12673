package dev.aquifer.platform.lease;

import dev.aquifer.platform.api.lease.LeaseView;
import dev.aquifer.platform.api.lease.Purpose;
import dev.aquifer.platform.api.pool.PoolView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Chips of a pool, held by an organisation over the interval from (inclusive) until (exclusive).
@Entity
@Table(name = "lease")
class Lease {
    @Id
    private UUID id;

    @Column(name = "organisation_id", updatable = false)
    private UUID organisation;

    @Column(name = "pool_id", updatable = false)
    private UUID pool;

    @Column(name = "chip_type", updatable = false)
    private String chipType;

    @Column(updatable = false)
    private boolean simulated;

    @Column(updatable = false)
    private int chips;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Purpose purpose;

    @Column(name = "deployment_id", updatable = false)
    private UUID deployment;

    @Column(updatable = false)
    private boolean free;

    @Column(name = "held_from", updatable = false)
    private Instant from;

    @Column(name = "held_until")
    private @Nullable Instant until;

    @Column(updatable = false)
    private Instant alive;

    protected Lease() {}

    Lease(UUID id, LeaseRequest request, PoolView pool, Instant from) {
        this.id = id;
        this.organisation = request.organisation();
        this.pool = pool.id();
        this.chipType = pool.chipType();
        this.simulated = pool.simulated();
        this.chips = request.chips();
        this.purpose = request.purpose();
        this.deployment = request.deployment();
        this.free = request.free();
        this.from = from;
        this.alive = from;
    }

    UUID organisation() {
        return organisation;
    }

    boolean open() {
        return until == null;
    }

    Instant from() {
        return from;
    }

    Instant alive() {
        return alive;
    }

    void end(Instant at) {
        if (!open()) {
            throw new IllegalStateException("lease " + id + " is closed already");
        }
        until = at;
    }

    LeaseView view() {
        return new LeaseView(id, pool, chipType, simulated, chips, purpose, deployment, from, until);
    }
}
