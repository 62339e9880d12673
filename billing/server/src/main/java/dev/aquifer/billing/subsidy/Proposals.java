package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.Decide;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// Decisions that wait for a second assessor. At most one of an application waits; what was settled stays.
@ApplicationScoped
class Proposals {
    private static final String SELECT =
            "select id, ratio, valid_from, valid_until, face_value, reasons, passes, assessor, assessor_name, proposed_at,"
                    + " outcome, second from decision_proposal where application_id = ?";

    private final Sql sql;

    Proposals(Sql sql) {
        this.sql = sql;
    }

    Optional<Proposal> waiting(UUID application) {
        return sql.first(SELECT + " and outcome is null", Proposals::read, application);
    }

    Optional<Proposal> find(UUID application, UUID proposal) {
        return sql.first(SELECT + " and id = ?", Proposals::read, application, proposal);
    }

    /// Runs as assessor.
    void add(
            Application application,
            UUID id,
            Decide decision,
            List<String> passes,
            String person,
            String name,
            Instant now) {
        sql.update(
                "insert into decision_proposal (organisation_id, id, application_id, ratio, valid_from, valid_until,"
                        + " face_value, reasons, passes, assessor, assessor_name, proposed_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?::text[], ?, ?, ?)",
                application.organisation(),
                id,
                application.id(),
                decision.ratio(),
                decision.validFrom(),
                decision.validUntil(),
                decision.limit(),
                decision.reasons(),
                passes,
                person,
                name,
                now);
    }

    /// Runs as assessor.
    ///
    /// @param outcome `CONFIRMED` or `TURNED_DOWN`
    void settle(UUID organisation, UUID proposal, String outcome, String person, String name, Instant now) {
        sql.update(
                "update decision_proposal set outcome = ?, second = ?, second_name = ?, settled_at = ?"
                        + " where organisation_id = ? and id = ? and outcome is null",
                outcome,
                person,
                name,
                now,
                organisation,
                proposal);
    }

    /// The applicant withdrew: nothing is left to confirm.
    void withdrawn(UUID application, Instant now) {
        sql.update(
                "update decision_proposal set outcome = 'WITHDRAWN', settled_at = ?"
                        + " where application_id = ? and outcome is null",
                now,
                application);
    }

    private static Proposal read(ResultSet row) throws SQLException {
        return new Proposal(
                Sql.uuid(row, "id"),
                Grants.plain(Sql.decimal(row, "ratio")),
                Objects.requireNonNull(row.getObject("valid_from", LocalDate.class)),
                Objects.requireNonNull(row.getObject("valid_until", LocalDate.class)),
                Programmes.moneyOrNull(row, "face_value"),
                Sql.text(row, "reasons"),
                Programmes.texts(row, "passes"),
                Sql.text(row, "assessor"),
                Sql.text(row, "assessor_name"),
                Sql.instant(row, "proposed_at"),
                row.getString("outcome"),
                row.getString("second"));
    }
}
