package dev.aquifer.platform.organisation;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class Organisations implements PanacheRepositoryBase<Organisation, UUID> {
    /// Locks the organisation's row: changes of its members happen one after another, and their facts in that order.
    Organisation lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> new IllegalStateException("no organisation " + id));
    }

    List<Organisation> named(Collection<UUID> ids) {
        return list("id in ?1 order by id", ids);
    }

    /// Newest first, from the one after `after` on.
    List<Organisation> newest(@Nullable UUID after, int limit) {
        var found = after == null ? find("order by id desc") : find("id < ?1 order by id desc", after);
        return found.page(Page.ofSize(limit)).list();
    }

    /// Takes a name for good. The table says that a name is taken, not by whom, and the application cannot read it.
    ///
    /// @return false if somebody has it
    boolean take(String slug) {
        return getEntityManager()
                        .createNativeQuery("insert into organisation_slug (slug) values (:slug) on conflict do nothing")
                        .setParameter("slug", slug)
                        .executeUpdate()
                == 1;
    }
}
