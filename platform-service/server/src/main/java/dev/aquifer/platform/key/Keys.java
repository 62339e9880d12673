package dev.aquifer.platform.key;

import dev.aquifer.platform.api.key.KeyKind;
import dev.aquifer.platform.api.key.KeyScope;
import dev.aquifer.platform.caller.ActingKey;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class Keys implements PanacheRepositoryBase<Key, UUID> {
    /// Newest first, from the one after `after` on; without the playground's.
    List<Key> newest(UUID organisation, @Nullable UUID after, int limit) {
        var found = after == null
                ? find("organisation = ?1 and kind = ?2 order by id desc", organisation, KeyKind.LIVE)
                : find(
                        "organisation = ?1 and kind = ?2 and id < ?3 order by id desc",
                        organisation,
                        KeyKind.LIVE,
                        after);
        return found.page(Page.ofSize(limit)).list();
    }

    Optional<Key> lock(UUID organisation, UUID id) {
        return find("organisation = ?1 and id = ?2", organisation, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /// The key with this hash if it is neither revoked nor expired, whosever it is. For the jobs' role, which may
    /// read just these columns.
    Optional<ActingKey> good(String sha256, Instant now) {
        return getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery("""
                        select api_key_id, organisation_id, name, array_to_string(scopes, ' ') from api_key
                        where sha256 = :sha256 and revoked_at is null and expires_at > :now
                        """, Object[].class)
                .setParameter("sha256", sha256)
                .setParameter("now", now)
                .getResultStream()
                .findFirst()
                .map(row -> new ActingKey((UUID) row[0], (UUID) row[1], (String) row[2], scopes((String) row[3])));
    }

    private static Set<KeyScope> scopes(String text) {
        return Arrays.stream(text.split(" ", -1)).map(KeyScope::of).collect(Collectors.toSet());
    }

    /// The playground keys of a person that were not revoked. Until the transaction ends nobody else reads them here,
    /// so that two that are made at once revoke each other in turn.
    List<Key> playground(UUID organisation, String person) {
        getEntityManager()
                .createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended(:whose, 0)) as text)", String.class)
                .setParameter("whose", organisation + "/" + person)
                .getSingleResult();
        return list(
                "organisation = ?1 and person = ?2 and kind = ?3 and revokedAt is null order by id",
                organisation,
                person,
                KeyKind.PLAYGROUND);
    }
}
