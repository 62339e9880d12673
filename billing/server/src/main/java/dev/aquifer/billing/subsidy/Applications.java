package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.billing.api.subsidy.Decide;
import dev.aquifer.billing.api.subsidy.EvidenceView;
import dev.aquifer.billing.api.subsidy.SaveApplication;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Applications, their evidence and the decisions on them. Which rows there are is decided by the transaction's
/// binding.
@ApplicationScoped
class Applications {
    private static final int LISTED = 500;

    private static final String SELECT = """
            select a.id, a.organisation_id, a.programme_id, a.state, a.company, a.purpose, a.contact, a.credit_code,
              a.model_filing, a.reviewer_name, a.created_at, a.submitted_at, a.decided_at, d.reasons
            from application a
            left join decision d on d.organisation_id = a.organisation_id and d.application_id = a.id
            """;

    private final Sql sql;

    Applications(Sql sql) {
        this.sql = sql;
    }

    Optional<Application> find(UUID application) {
        return sql.first(SELECT + "where a.id = ?", Applications::read, application);
    }

    /// The row stays as it is until the transaction ends.
    Optional<Application> lock(UUID application) {
        sql.list("select id from application where id = ? for update", row -> Sql.uuid(row, "id"), application);
        return find(application);
    }

    List<Application> newestFirst() {
        return sql.list(SELECT + "order by a.created_at desc, a.id limit " + LISTED, Applications::read);
    }

    /// Lets one after the other count what is there and then add, until the transaction ends.
    void oneAtATime(UUID organisation) {
        sql.list(
                "select pg_advisory_xact_lock(hashtextextended('application ' || ?, 0))",
                row -> true,
                organisation.toString());
    }

    /// Applications of the organisation for the programme that are neither decided nor withdrawn.
    List<UUID> open(UUID organisation, UUID programme) {
        return sql.list(
                "select id from application where organisation_id = ? and programme_id = ?"
                        + " and state not in ('APPROVED', 'REFUSED', 'WITHDRAWN')",
                row -> Sql.uuid(row, "id"),
                organisation,
                programme);
    }

    /// What all evidence of the organisation takes.
    long evidenceBytes(UUID organisation) {
        return sql.first(
                        "select coalesce(sum(bytes), 0) as bytes from evidence where organisation_id = ?",
                        row -> row.getLong("bytes"),
                        organisation)
                .orElse(0L);
    }

    void add(UUID organisation, UUID id, SaveApplication form, String person, Instant now) {
        sql.update(
                "insert into application (organisation_id, id, programme_id, state, company, purpose, contact,"
                        + " credit_code, model_filing, created_at, created_by) values (?, ?, ?, 'DRAFT', ?, ?, ?, ?, ?, ?, ?)",
                organisation,
                id,
                form.programme(),
                form.company(),
                form.purpose(),
                form.contact(),
                form.creditCode(),
                form.modelFiling(),
                now,
                person);
    }

    void save(UUID id, SaveApplication form) {
        sql.update(
                "update application set programme_id = ?, company = ?, purpose = ?, contact = ?, credit_code = ?,"
                        + " model_filing = ? where id = ?",
                form.programme(),
                form.company(),
                form.purpose(),
                form.contact(),
                form.creditCode(),
                form.modelFiling(),
                id);
    }

    void submitted(UUID id, Instant now) {
        sql.update("update application set state = 'SUBMITTED', submitted_at = ? where id = ?", now, id);
    }

    void withdrawn(UUID id) {
        sql.update("update application set state = 'WITHDRAWN' where id = ?", id);
    }

    /// Takes it up, asks for more, or goes on after the answers.
    void moved(Application application, ApplicationState to) {
        sql.update(
                "update application set state = ? where organisation_id = ? and id = ?",
                to,
                application.organisation(),
                application.id());
    }

    /// Runs as assessor.
    void reviewer(Application application, String person, String name) {
        sql.update(
                "update application set reviewer = ?, reviewer_name = ? where organisation_id = ? and id = ?",
                person,
                name,
                application.organisation(),
                application.id());
    }

    /// Who decided, and who confirmed where two had to.
    record Deciders(
            String person,
            String name,
            @Nullable String second,
            @Nullable String secondName) {}

    /// Runs as assessor.
    void decided(Application application, Decide decision, Deciders by, Instant now) {
        boolean approved = decision.approve();
        sql.update(
                "update application set state = ?, decided_at = ? where organisation_id = ? and id = ?",
                approved ? ApplicationState.APPROVED : ApplicationState.REFUSED,
                now,
                application.organisation(),
                application.id());
        sql.update(
                "insert into decision (organisation_id, application_id, approved, ratio, valid_from, valid_until,"
                        + " face_value, reasons, assessor, assessor_name, confirmed_by, confirmed_by_name, decided_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                application.organisation(),
                application.id(),
                approved,
                approved ? decision.ratio() : null,
                approved ? decision.validFrom() : null,
                approved ? decision.validUntil() : null,
                approved ? decision.limit() : null,
                decision.reasons(),
                by.person(),
                by.name(),
                by.second(),
                by.secondName(),
                now);
    }

    /// Whether this very decision is the one that stands.
    boolean stands(Application application, Decide decision, String person) {
        return sql.first(
                        "select 1 as yes from decision where organisation_id = ? and application_id = ? and assessor = ?"
                                + " and approved = ? and reasons = ? and ratio is not distinct from ?"
                                + " and valid_from is not distinct from ? and valid_until is not distinct from ?"
                                + " and face_value is not distinct from ?",
                        row -> true,
                        application.organisation(),
                        application.id(),
                        person,
                        decision.approve(),
                        decision.reasons(),
                        decision.approve() ? decision.ratio() : null,
                        decision.approve() ? decision.validFrom() : null,
                        decision.approve() ? decision.validUntil() : null,
                        decision.approve() ? decision.limit() : null)
                .isPresent();
    }

    List<EvidenceView> evidence(UUID application) {
        return sql.list(
                "select id, requirement, file_name, media_type, bytes, sha256, added_at, added_by_name from evidence"
                        + " where application_id = ? order by added_at, id",
                row -> new EvidenceView(
                        Sql.uuid(row, "id"),
                        Sql.text(row, "requirement"),
                        Sql.text(row, "file_name"),
                        Sql.text(row, "media_type"),
                        row.getLong("bytes"),
                        Sql.text(row, "sha256"),
                        Sql.instant(row, "added_at"),
                        Sql.text(row, "added_by_name")),
                application);
    }

    Optional<byte[]> content(UUID application, UUID evidence) {
        return sql.first(
                "select content from evidence where application_id = ? and id = ?",
                row -> Objects.requireNonNull(row.getBytes("content")),
                application,
                evidence);
    }

    void add(UUID organisation, UUID application, EvidenceView file, byte[] content, String person) {
        sql.update(
                "insert into evidence (organisation_id, id, application_id, requirement, file_name, media_type, content,"
                        + " bytes, sha256, added_at, added_by, added_by_name) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                organisation,
                file.id(),
                application,
                file.requirement(),
                file.fileName(),
                file.mediaType(),
                content,
                file.bytes(),
                file.sha256(),
                file.addedAt(),
                person,
                file.addedBy());
    }

    private static Application read(ResultSet row) throws SQLException {
        return new Application(
                Sql.uuid(row, "id"),
                Sql.uuid(row, "organisation_id"),
                Sql.uuid(row, "programme_id"),
                ApplicationState.valueOf(Sql.text(row, "state")),
                Sql.text(row, "company"),
                Sql.text(row, "purpose"),
                Sql.text(row, "contact"),
                row.getString("credit_code"),
                row.getString("model_filing"),
                row.getString("reviewer_name"),
                Sql.instant(row, "created_at"),
                Sql.instantOrNull(row, "submitted_at"),
                Sql.instantOrNull(row, "decided_at"),
                row.getString("reasons"));
    }
}
