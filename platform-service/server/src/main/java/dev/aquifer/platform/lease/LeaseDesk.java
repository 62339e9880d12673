package dev.aquifer.platform.lease;

import dev.aquifer.platform.api.Page;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.lease.LeaseClosed;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.LeaseView;
import dev.aquifer.platform.api.lease.LeaseWatermark;
import dev.aquifer.platform.api.pool.PoolView;
import dev.aquifer.platform.caller.Tenancy;
import dev.aquifer.platform.clock.Ids;
import dev.aquifer.platform.outbox.Outbox;
import dev.aquifer.platform.pool.Hold;
import dev.aquifer.platform.pool.Pools;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The one place where chips are granted and given back. The fact leaves in the transaction of the grant.
@ApplicationScoped
public class LeaseDesk {
    private final Leases leases;
    private final Pools pools;
    private final Outbox outbox;
    private final Tenancy tenancy;
    private final Ids ids;

    LeaseDesk(Leases leases, Pools pools, Outbox outbox, Tenancy tenancy, Ids ids) {
        this.leases = leases;
        this.pools = pools;
        this.outbox = outbox;
        this.tenancy = tenancy;
        this.ids = ids;
    }

    /// Grants the chips or says that there are too few. Works in the caller's transaction, which is bound to the
    /// organisation of the request and holds the pool until it ends: keep it short.
    @Transactional(TxType.MANDATORY)
    public LeaseOutcome open(LeaseRequest request) {
        UUID id = ids.next();
        return switch (pools.hold(request.pool(), request.chips(), id)) {
            case Hold.TooFew(int free) -> new LeaseOutcome.NoCapacity(request.chips(), free);
            case Hold.Held(Instant from) -> {
                PoolView pool = pools.find(request.pool()).orElseThrow();
                leases.persist(new Lease(id, request, pool, from));
                outbox.record(
                        Topics.LEASES,
                        request.organisation().toString(),
                        LeaseOpened.TYPE,
                        request.organisation(),
                        opened(id, request, pool, from));
                yield new LeaseOutcome.Granted(id, from);
            }
        };
    }

    /// Gives the chips back; `until` is exclusive. Closing a closed lease changes nothing.
    @Transactional(TxType.MANDATORY)
    public void close(UUID lease, Instant until) {
        Lease held = held(lease);
        if (held.open()) {
            end(lease, held, until.isBefore(held.from()) ? held.from() : until);
        }
    }

    /// Gives the chips back as of their last sign of life, because nobody saw when their use ended.
    @Transactional(TxType.MANDATORY)
    public void closeAtLastSignOfLife(UUID lease) {
        Lease held = held(lease);
        if (held.open()) {
            end(lease, held, held.alive());
        }
    }

    /// Notes that what runs on these leases was alive, and tells it. Runs as the jobs' role, for all organisations.
    @Transactional(TxType.MANDATORY)
    public void noteAlive(Collection<UUID> open, Instant at) {
        if (open.isEmpty()) {
            return;
        }
        for (Object[] row : leases.alive(open, at)) {
            UUID organisation = (UUID) row[1];
            outbox.record(
                    Topics.LEASES,
                    organisation.toString(),
                    LeaseWatermark.TYPE,
                    organisation,
                    new LeaseWatermark((UUID) row[0], organisation, at));
        }
    }

    @Transactional
    Page<LeaseView> list(@Nullable UUID after, int limit) {
        List<LeaseView> found = leases.newest(tenancy.organisation(), after, limit).stream()
                .map(Lease::view)
                .toList();
        boolean more = found.size() > limit;
        List<LeaseView> page = more ? found.subList(0, limit) : found;
        return new Page<>(page, more ? page.getLast().id().toString() : null);
    }

    private Lease held(UUID lease) {
        Lease held = leases.lock(lease);
        if (held == null) {
            throw new IllegalStateException("lease " + lease + " is not of the organisation that this works for");
        }
        return held;
    }

    private void end(UUID lease, Lease held, Instant until) {
        pools.release(lease, until);
        held.end(until);
        outbox.record(
                Topics.LEASES,
                held.organisation().toString(),
                LeaseClosed.TYPE,
                held.organisation(),
                new LeaseClosed(lease, held.organisation(), until));
    }

    private static LeaseOpened opened(UUID id, LeaseRequest request, PoolView pool, Instant from) {
        return new LeaseOpened(
                id,
                request.organisation(),
                pool.id(),
                pool.chipType(),
                pool.chipName(),
                pool.chipOrigin(),
                pool.simulated(),
                request.chips(),
                request.purpose(),
                request.deployment(),
                request.deploymentName(),
                request.free(),
                from);
    }
}
