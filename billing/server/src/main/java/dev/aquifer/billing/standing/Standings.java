package dev.aquifer.billing.standing;

import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The standings that the transaction's binding allows to see.
@ApplicationScoped
class Standings {

    private static final String COLUMNS =
            "select organisation_id, credit_limit, prepaid, unbilled, receivable, reserved,"
                    + " rated_through, told, changed_at, warned from standing";

    private final Sql sql;

    Standings(Sql sql) {
        this.sql = sql;
    }

    Optional<Standing> find(UUID organisation) {
        return sql.first(COLUMNS + " where organisation_id = ?", Standings::read, organisation);
    }

    List<Standing> all() {
        return sql.list(COLUMNS + " order by organisation_id", Standings::read);
    }

    void save(Standing standing, BigDecimal lowShare) {
        sql.update(
                "insert into standing (organisation_id, state, credit_limit, used, prepaid, unbilled, receivable, reserved,"
                        + " rated_through, told, changed_at, warned)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (organisation_id) do update set"
                        + " state = excluded.state, credit_limit = excluded.credit_limit, used = excluded.used,"
                        + " prepaid = excluded.prepaid, unbilled = excluded.unbilled, receivable = excluded.receivable,"
                        + " reserved = excluded.reserved, rated_through = excluded.rated_through, told = excluded.told,"
                        + " changed_at = excluded.changed_at, warned = excluded.warned",
                standing.organisation(),
                standing.state(lowShare),
                standing.creditLimit(),
                standing.sums().used(),
                standing.sums().prepaid(),
                standing.sums().unbilled(),
                standing.sums().receivable(),
                standing.sums().reserved(),
                standing.ratedThrough(),
                standing.told(),
                standing.changedAt(),
                standing.warned());
    }

    private static Standing read(ResultSet row) throws SQLException {
        return new Standing(
                Sql.uuid(row, "organisation_id"),
                Sql.money(row, "credit_limit"),
                new Standing.Sums(
                        Sql.money(row, "prepaid"),
                        Sql.money(row, "unbilled"),
                        Sql.money(row, "receivable"),
                        Sql.money(row, "reserved")),
                Sql.instant(row, "rated_through"),
                Sql.text(row, "told"),
                Sql.instant(row, "changed_at"),
                row.getInt("warned"));
    }
}
