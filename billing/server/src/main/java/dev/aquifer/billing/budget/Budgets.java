package dev.aquifer.billing.budget;

import dev.aquifer.billing.api.budget.BudgetScope;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The budgets that the transaction's binding allows to see.
@ApplicationScoped
class Budgets {

    private static final String COLUMNS = "select organisation_id, id, scope, subject, amount,"
            + " array_to_string(thresholds, ',') as thresholds, pause, changed_by, changed_at from budget";

    private final Sql sql;

    Budgets(Sql sql) {
        this.sql = sql;
    }

    List<Budget> of(UUID organisation) {
        return sql.list(COLUMNS + " where organisation_id = ? order by id", Budgets::read, organisation);
    }

    Optional<Budget> find(UUID organisation, UUID id) {
        return sql.first(COLUMNS + " where organisation_id = ? and id = ?", Budgets::read, organisation, id);
    }

    /// Organisations that have any, for the jobs' role.
    List<UUID> organisations() {
        return sql.list(
                "select distinct organisation_id from budget order by organisation_id",
                row -> Sql.uuid(row, "organisation_id"));
    }

    /// @return false if there is one for the same thing
    boolean add(Budget budget) {
        return sql.update(
                        "insert into budget (organisation_id, id, scope, subject, amount, thresholds, pause, changed_by,"
                                + " changed_at) values (?, ?, ?, ?, ?, string_to_array(?, ',')::int[], ?, ?, ?)"
                                + " on conflict (organisation_id, scope, subject) do nothing",
                        budget.organisation(),
                        budget.id(),
                        budget.scope(),
                        budget.subject(),
                        budget.amount(),
                        joined(budget),
                        budget.pause(),
                        budget.changedBy(),
                        budget.changedAt())
                == 1;
    }

    void save(Budget budget) {
        sql.update(
                "update budget set amount = ?, thresholds = string_to_array(?, ',')::int[], pause = ?, changed_by = ?,"
                        + " changed_at = ? where organisation_id = ? and id = ?",
                budget.amount(),
                joined(budget),
                budget.pause(),
                budget.changedBy(),
                budget.changedAt(),
                budget.organisation(),
                budget.id());
    }

    void remove(UUID organisation, UUID id) {
        sql.update("delete from budget where organisation_id = ? and id = ?", organisation, id);
    }

    /// When a charge of these days last changed; the epoch if there is none. Tells whether a look is worth it.
    Instant lastCharge(UUID organisation, String month) {
        return sql.first(
                        "select coalesce(max(changed_at), 'epoch') as at from charge where organisation_id = ? and month = ?",
                        row -> Sql.instant(row, "at"),
                        organisation,
                        month)
                .orElse(Instant.EPOCH);
    }

    private static String joined(Budget budget) {
        return String.join(
                ",", budget.thresholds().stream().map(String::valueOf).toList());
    }

    private static Budget read(ResultSet row) throws SQLException {
        return new Budget(
                Sql.uuid(row, "organisation_id"),
                Sql.uuid(row, "id"),
                BudgetScope.valueOf(Sql.text(row, "scope")),
                Sql.text(row, "subject"),
                Sql.money(row, "amount"),
                Arrays.stream(Sql.text(row, "thresholds").split(",", -1))
                        .map(Integer::valueOf)
                        .toList(),
                row.getBoolean("pause"),
                Sql.text(row, "changed_by"),
                Sql.instant(row, "changed_at"));
    }
}
