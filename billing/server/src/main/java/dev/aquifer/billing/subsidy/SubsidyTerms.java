package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.subsidy.TermsView;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The terms of subsidies, the newest version of them, and who accepted which for an organisation.
@ApplicationScoped
class SubsidyTerms {
    private final Sql sql;
    private final Ids ids;

    SubsidyTerms(Sql sql, Ids ids) {
        this.sql = sql;
        this.ids = ids;
    }

    record Accepted(String version, String name, Instant at) {}

    /// The newest version, and whether this organisation has accepted it.
    TermsView current(UUID organisation, Instant now) {
        return sql.first(
                        "select t.version, t.text, t.text_zh, exists (select from terms_acceptance a"
                                + " where a.organisation_id = ? and a.version = t.version) as accepted"
                                + " from subsidy_terms t where t.since <= ? order by t.since desc, t.version desc limit 1",
                        row -> new TermsView(
                                Sql.text(row, "version"),
                                Sql.text(row, "text"),
                                Sql.text(row, "text_zh"),
                                row.getBoolean("accepted")),
                        organisation,
                        now)
                .orElseThrow(() -> new IllegalStateException("no terms are in force"));
    }

    void accept(
            UUID organisation, String version, @Nullable UUID application, String person, String name, Instant now) {
        sql.update(
                "insert into terms_acceptance (organisation_id, id, version, application_id, person, person_name, accepted_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                organisation,
                ids.next(),
                version,
                application,
                person,
                name,
                now);
    }

    /// What was accepted last for the organisation, whichever version: a grant needs one.
    Optional<Accepted> last(UUID organisation) {
        return sql.first(
                "select version, person_name, accepted_at from terms_acceptance where organisation_id = ?"
                        + " order by id desc limit 1",
                row -> new Accepted(
                        Sql.text(row, "version"), Sql.text(row, "person_name"), Sql.instant(row, "accepted_at")),
                organisation);
    }

    Optional<Accepted> of(UUID application) {
        return sql.first(
                "select version, person_name, accepted_at from terms_acceptance where application_id = ?"
                        + " order by id desc limit 1",
                row -> new Accepted(
                        Sql.text(row, "version"), Sql.text(row, "person_name"), Sql.instant(row, "accepted_at")),
                application);
    }
}
