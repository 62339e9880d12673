package dev.aquifer.platform.lease;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Every query over leases.
@ApplicationScoped
class Leases implements PanacheRepositoryBase<Lease, UUID> {
    /// The lease, its row locked; null if the organisation has none of that id.
    @Nullable Lease lock(UUID lease) {
        return findById(lease, LockModeType.PESSIMISTIC_WRITE);
    }

    /// The organisation's leases, newest first, one more than the limit if there are more.
    List<Lease> newest(UUID organisation, @Nullable UUID after, int limit) {
        var query = after == null
                ? find("organisation = ?1 order by id desc", organisation)
                : find("organisation = ?1 and id < ?2 order by id desc", organisation, after);
        return query.range(0, limit).list();
    }

    /// Moves the last sign of life of these leases forward; ids and organisations of those that are open.
    List<Object[]> alive(Collection<UUID> leases, Instant at) {
        return getSession()
                .createNativeQuery("""
                        update lease set alive = :at
                        where id = any(:leases) and held_until is null and alive < :at
                        returning id, organisation_id
                        """, Object[].class)
                .setParameter("at", at)
                .setParameter("leases", leases.toArray(UUID[]::new))
                .getResultList();
    }
}
