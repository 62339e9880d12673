package dev.aquifer.platform.deployment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Every query over replicas.
@ApplicationScoped
class Replicas implements PanacheRepositoryBase<Replica, UUID> {
    private static final Set<ReplicaState> LIVE =
            Set.of(ReplicaState.STARTING, ReplicaState.READY, ReplicaState.STOPPING);

    /// A live replica, and whose.
    record Reference(UUID organisation, UUID replica, UUID lease) {}

    /// Oldest first, the ended ones too.
    List<Replica> of(Deployment deployment) {
        return list("organisation = ?1 and deployment = ?2 order by id", deployment.organisation(), deployment.id());
    }

    List<Replica> live(Deployment deployment) {
        return list(
                "organisation = ?1 and deployment = ?2 and state in ?3 order by id",
                deployment.organisation(),
                deployment.id(),
                LIVE);
    }

    /// All live replicas of all organisations. For the jobs' role.
    List<Reference> allLive() {
        return getSession().createNativeQuery("""
                        select organisation_id, id, lease_id from replica
                        where state in ('STARTING', 'READY', 'STOPPING')
                        """, Object[].class).getResultList().stream()
                .map(row -> new Reference((UUID) row[0], (UUID) row[1], (UUID) row[2]))
                .toList();
    }

    /// The leases of those of these replicas that are live. For the jobs' role.
    List<UUID> leasesOf(Collection<UUID> replicas) {
        return getSession()
                .createNativeQuery("""
                        select lease_id from replica
                        where id = any(:replicas) and state in ('STARTING', 'READY', 'STOPPING')
                        """, UUID.class)
                .setParameter("replicas", replicas.toArray(UUID[]::new))
                .getResultList();
    }
}
