package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.ClawbackState;
import dev.aquifer.billing.api.subsidy.ClawbackView;
import dev.aquifer.billing.api.subsidy.ObjectionView;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Clawbacks and what organisations say against them. Which there are is decided by the transaction's binding.
@ApplicationScoped
class Clawbacks {
    private static final String SELECT =
            "select c.id, c.organisation_id, c.grant_id, c.programme_id, c.starts_at, c.state, c.reasons, c.proposed_at,"
                    + " c.proposed_by, c.proposed_by_name, c.confirmed_at, c.confirmed_by, c.confirmed_by_name, c.reversed,"
                    + " c.receivable from clawback c ";

    private final Sql sql;
    private final Programmes programmes;

    Clawbacks(Sql sql, Programmes programmes) {
        this.sql = sql;
        this.programmes = programmes;
    }

    record Clawback(
            UUID id,
            UUID organisation,
            UUID grant,
            UUID programme,
            Instant from,
            ClawbackState state,
            String reasons,
            Instant proposedAt,
            String proposedBy,
            String proposedByName,
            @Nullable Instant confirmedAt,
            @Nullable String confirmedBy,
            @Nullable String confirmedByName,
            @Nullable Money reversed,
            @Nullable Money receivable) {}

    List<Clawback> all() {
        return sql.list(SELECT + "order by c.id desc", Clawbacks::read);
    }

    List<Clawback> of(UUID organisation) {
        return sql.list(SELECT + "where c.organisation_id = ? order by c.id desc", Clawbacks::read, organisation);
    }

    Optional<Clawback> find(UUID clawback) {
        return sql.first(SELECT + "where c.id = ?", Clawbacks::read, clawback);
    }

    /// The row stays as it is until the transaction ends.
    Optional<Clawback> lock(UUID clawback) {
        return sql.first(SELECT + "where c.id = ? for update", Clawbacks::read, clawback);
    }

    Optional<Clawback> open(UUID grant) {
        return sql.first(
                SELECT + "where c.grant_id = ? and c.state in ('PROPOSED', 'CONFIRMED')", Clawbacks::read, grant);
    }

    void add(UUID id, Grant grant, Instant from, String reasons, String person, String name, Instant now) {
        sql.update(
                "insert into clawback (organisation_id, id, grant_id, programme_id, starts_at, state, reasons, proposed_at,"
                        + " proposed_by, proposed_by_name) values (?, ?, ?, ?, ?, 'PROPOSED', ?, ?, ?, ?)",
                grant.organisation(),
                id,
                grant.id(),
                grant.programme(),
                from,
                reasons,
                now,
                person,
                name);
    }

    void confirmed(Clawback clawback, String person, String name, Instant now) {
        sql.update(
                "update clawback set state = 'CONFIRMED', confirmed_at = ?, confirmed_by = ?, confirmed_by_name = ?"
                        + " where organisation_id = ? and id = ?",
                now,
                person,
                name,
                clawback.organisation(),
                clawback.id());
    }

    void charged(Clawback clawback, Money reversed, Money receivable, Instant now) {
        sql.update(
                "update clawback set state = 'CHARGED', charged_at = ?, reversed = ?, receivable = ?"
                        + " where organisation_id = ? and id = ?",
                now,
                reversed,
                receivable,
                clawback.organisation(),
                clawback.id());
    }

    void moved(Clawback clawback, ClawbackState to) {
        sql.update(
                "update clawback set state = ? where organisation_id = ? and id = ?",
                to,
                clawback.organisation(),
                clawback.id());
    }

    void object(UUID organisation, UUID id, UUID clawback, String text, String person, String name, Instant now) {
        sql.update(
                "insert into objection (organisation_id, id, clawback_id, text, person, person_name, at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                organisation,
                id,
                clawback,
                text,
                person,
                name,
                now);
    }

    /// @param names of organisations by their ids
    List<ClawbackView> views(List<Clawback> clawbacks, Map<UUID, String> names, String reader) {
        record Of(UUID clawback, ObjectionView objection) {}
        if (clawbacks.isEmpty()) {
            return List.of();
        }
        var objections = sql
                .list(
                        "select clawback_id, id, text, person_name, at from objection where clawback_id = any(?) order by id",
                        row -> new Of(
                                Sql.uuid(row, "clawback_id"),
                                new ObjectionView(
                                        Sql.uuid(row, "id"),
                                        Sql.text(row, "text"),
                                        Sql.text(row, "person_name"),
                                        Sql.instant(row, "at"))),
                        clawbacks.stream().map(Clawback::id).toList())
                .stream()
                .collect(Collectors.groupingBy(Of::clawback, Collectors.mapping(Of::objection, Collectors.toList())));
        var codes = programmes.byId();
        return clawbacks.stream()
                .map(each -> new ClawbackView(
                        each.id(),
                        each.grant(),
                        each.organisation(),
                        names.getOrDefault(each.organisation(), ""),
                        java.util.Objects.requireNonNull(codes.get(each.programme()))
                                .rules()
                                .code(),
                        each.from(),
                        each.state(),
                        each.reasons(),
                        each.proposedByName(),
                        each.proposedAt(),
                        each.proposedBy().equals(reader),
                        each.confirmedByName(),
                        each.confirmedAt(),
                        each.reversed(),
                        each.receivable(),
                        objections.getOrDefault(each.id(), List.of())))
                .toList();
    }

    private static Clawback read(ResultSet row) throws SQLException {
        return new Clawback(
                Sql.uuid(row, "id"),
                Sql.uuid(row, "organisation_id"),
                Sql.uuid(row, "grant_id"),
                Sql.uuid(row, "programme_id"),
                Sql.instant(row, "starts_at"),
                ClawbackState.valueOf(Sql.text(row, "state")),
                Sql.text(row, "reasons"),
                Sql.instant(row, "proposed_at"),
                Sql.text(row, "proposed_by"),
                Sql.text(row, "proposed_by_name"),
                Sql.instantOrNull(row, "confirmed_at"),
                row.getString("confirmed_by"),
                row.getString("confirmed_by_name"),
                Programmes.moneyOrNull(row, "reversed"),
                Programmes.moneyOrNull(row, "receivable"));
    }
}
