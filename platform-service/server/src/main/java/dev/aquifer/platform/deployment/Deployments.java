package dev.aquifer.platform.deployment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Every query over deployments.
@ApplicationScoped
class Deployments implements PanacheRepositoryBase<Deployment, UUID> {
    /// Which deployment, and whose.
    record Reference(UUID organisation, UUID deployment) {}

    Optional<Deployment> find(UUID organisation, UUID deployment) {
        return find("organisation = ?1 and id = ?2 and wanted <> ?3", organisation, deployment, Wanted.DELETED)
                .firstResultOptional();
    }

    /// The deployment with its row locked, also while it is being deleted; empty once it is gone.
    Optional<Deployment> lock(UUID organisation, UUID deployment) {
        return find("organisation = ?1 and id = ?2", organisation, deployment)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    List<Deployment> newest(UUID organisation, @Nullable UUID after, int limit) {
        var query = after == null
                ? find("organisation = ?1 and wanted <> ?2 order by id desc", organisation, Wanted.DELETED)
                : find(
                        "organisation = ?1 and wanted <> ?2 and id < ?3 order by id desc",
                        organisation,
                        Wanted.DELETED,
                        after);
        return query.range(0, limit).list();
    }

    List<Deployment> shared(UUID operator) {
        return list("organisation = ?1 and shared = true and wanted <> ?2 order by name", operator, Wanted.DELETED);
    }

    boolean named(UUID organisation, String name) {
        return count("organisation = ?1 and name = ?2 and wanted <> ?3", organisation, name, Wanted.DELETED) > 0;
    }

    /// All that may need the reconciler: not at rest, or with a replica that lives. READY is never rest: after a
    /// crash that took the engines along, no replica lives. For the jobs' role.
    List<Reference> unsettled() {
        return getSession().createNativeQuery("""
                        select d.organisation_id, d.id from deployment d
                        where d.wanted = 'DELETED'
                           or not (d.wanted = 'STOPPED' and d.state = 'STOPPED'
                                   or d.wanted = 'RUNNING' and d.state = 'FAILED')
                           or exists (select from replica r
                                      where r.organisation_id = d.organisation_id and r.deployment_id = d.id
                                        and r.state in ('STARTING', 'READY', 'STOPPING'))
                        order by d.id
                        """, Object[].class).getResultList().stream()
                .map(row -> new Reference((UUID) row[0], (UUID) row[1]))
                .toList();
    }
}
