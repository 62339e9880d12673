package dev.aquifer.platform.audit;

import dev.aquifer.platform.api.Page;
import dev.aquifer.platform.api.audit.AuditEntry;
import dev.aquifer.platform.caller.ActingKey;
import dev.aquifer.platform.caller.Caller;
import dev.aquifer.platform.caller.Tenancy;
import dev.aquifer.platform.clock.Ids;
import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// The organisation's log of acts: written in the transaction of the act, never changed.
@ApplicationScoped
public class Audit {
    private static final String NOBODY = "platform";

    private final Session session;
    private final Tenancy tenancy;
    private final Provider<Caller> caller;
    private final InstantSource clock;
    private final Ids ids;

    Audit(Session session, Tenancy tenancy, Provider<Caller> caller, InstantSource clock, Ids ids) {
        this.session = session;
        this.tenancy = tenancy;
        this.caller = caller;
        this.clock = clock;
        this.ids = ids;
    }

    /// Notes an act of the acting person or key, or of the platform itself in background work, in the organisation
    /// that the transaction is bound to.
    ///
    /// @param action thing and past participle, e.g. `key.revoked`
    /// @param subject the thing's id
    /// @param detail in plain words, without secrets
    @Transactional(Transactional.TxType.MANDATORY)
    public void note(String action, String subject, @Nullable String detail) {
        session.createNativeMutationQuery("""
                        insert into audit_entry
                            (organisation_id, audit_entry_id, at, person, key_name, action, subject, detail)
                        values (:organisation, :id, :at, :person, :key, :action, :subject, :detail)
                        """)
                .setParameter("organisation", tenancy.organisation())
                .setParameter("id", ids.next())
                .setParameter("at", clock.instant())
                .setParameter("person", inRequest() ? person() : NOBODY)
                .setParameter("key", inRequest() ? keyName() : null, String.class)
                .setParameter("action", action)
                .setParameter("subject", subject)
                .setParameter("detail", detail, String.class)
                .executeUpdate();
    }

    @Transactional
    Page<AuditEntry> list(@Nullable UUID after, int limit) {
        List<AuditEntry> found = session
                .createNativeQuery("""
                        select audit_entry_id, at, person, key_name, action, subject, detail from audit_entry
                        where organisation_id = :organisation
                          and (cast(:after as uuid) is null or audit_entry_id < cast(:after as uuid))
                        order by audit_entry_id desc limit :limit
                        """, Object[].class)
                .setParameter("organisation", tenancy.organisation())
                .setParameter("after", after, UUID.class)
                .setParameter("limit", limit + 1)
                .getResultList()
                .stream()
                .map(Audit::entry)
                .toList();
        boolean more = found.size() > limit;
        List<AuditEntry> page = more ? found.subList(0, limit) : found;
        return new Page<>(page, more ? page.getLast().id().toString() : null);
    }

    private static boolean inRequest() {
        return Arc.container().requestContext().isActive();
    }

    private @Nullable String keyName() {
        ActingKey key = caller.get().key();
        return key == null ? null : key.name();
    }

    private String person() {
        String person = caller.get().person();
        return person.isEmpty() ? NOBODY : person;
    }

    private static AuditEntry entry(Object[] row) {
        return new AuditEntry(
                (UUID) row[0],
                (Instant) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (String) row[6]);
    }
}
