package dev.aquifer.platform.model;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Every query over models.
@ApplicationScoped
class Models implements PanacheRepositoryBase<Model, UUID> {
    List<Model> of(UUID organisation) {
        return list("organisation = ?1 order by name, id", organisation);
    }

    Optional<Model> find(UUID organisation, UUID model) {
        return find("organisation = ?1 and id = ?2", organisation, model).firstResultOptional();
    }

    long bytesOf(UUID organisation) {
        return getSession()
                .createQuery("select coalesce(sum(fileBytes), 0) from Model where organisation = ?1", Long.class)
                .setParameter(1, organisation)
                .getSingleResult();
    }

    /// Uploads of one organisation are entered one after another, so that together they keep the quota.
    void lockUploads(UUID organisation) {
        getSession()
                .createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended(:name, 0)) as text)", String.class)
                .setParameter("name", "uploads of " + organisation)
                .getSingleResult();
    }
}
