package dev.aquifer.billing.audit;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes down who did what, inside the transaction in which it was done. Entries are never changed or deleted:
/// the database role has no right to.
@ApplicationScoped
public class Audit {

    private final Sql sql;
    private final Ids ids;
    private final InstantSource clock;

    Audit(Sql sql, Ids ids, InstantSource clock) {
        this.sql = sql;
        this.ids = ids;
        this.clock = clock;
    }

    /// @param organisation whose thing it is, @param person who acts (the token's subject), @param name the
    /// person's name
    /// @param action e.g. `standing.limit-set`, @param subject the thing's id, @param detail in plain words, no
    /// secrets
    public void note(
            UUID organisation, String person, String name, String action, String subject, @Nullable String detail) {
        sql.update(
                "insert into audit_entry (organisation_id, id, at, person, person_name, action, subject, detail)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                organisation,
                ids.next(),
                clock.instant(),
                person,
                name,
                action,
                subject,
                detail);
    }
}
