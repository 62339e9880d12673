package dev.aquifer.billing.payment;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.payment.RefundView;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Refunds that tenants have asked for, under the transaction's binding.
@ApplicationScoped
class Refunds {

    private static final String COLUMNS = "select organisation_id, id, amount, account, reason, person_name, asked_at,"
            + " state, answer, answered_at from refund_request";

    private final Sql sql;

    Refunds(Sql sql) {
        this.sql = sql;
    }

    /// Newest first.
    List<RefundView> all(UUID organisation) {
        return sql.list(COLUMNS + " where organisation_id = ? order by id desc limit 100", Refunds::read, organisation);
    }

    /// Of all organisations that the binding shows, oldest first.
    List<RefundView> open() {
        return sql.list(COLUMNS + " where state = 'ASKED' order by id limit 200", Refunds::read);
    }

    Optional<RefundView> find(UUID organisation, UUID id) {
        return sql.first(COLUMNS + " where organisation_id = ? and id = ?", Refunds::read, organisation, id);
    }

    /// What is asked for and not answered.
    Money asked(UUID organisation) {
        return sql.first(
                        "select coalesce(sum(amount), 0) as asked from refund_request"
                                + " where organisation_id = ? and state = 'ASKED'",
                        row -> Sql.money(row, "asked"),
                        organisation)
                .orElse(Money.ZERO);
    }

    void save(RefundView refund, String person) {
        sql.update(
                "insert into refund_request (organisation_id, id, amount, account, reason, person, person_name, asked_at, state)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                refund.organisation(),
                refund.id(),
                refund.amount(),
                refund.account(),
                refund.reason(),
                person,
                refund.askedBy(),
                refund.askedAt(),
                refund.state());
    }

    /// False if it is answered already.
    boolean answer(RefundView refund, RefundView.State state, String answer, String person, Instant now) {
        return sql.update(
                        "update refund_request set state = ?, answer = ?, answered_by = ?, answered_at = ?"
                                + " where organisation_id = ? and id = ? and state = 'ASKED'",
                        state,
                        answer,
                        person,
                        now,
                        refund.organisation(),
                        refund.id())
                == 1;
    }

    private static RefundView read(ResultSet row) throws SQLException {
        return new RefundView(
                Sql.uuid(row, "organisation_id"),
                Sql.uuid(row, "id"),
                RefundView.State.valueOf(Sql.text(row, "state")),
                Sql.money(row, "amount"),
                Sql.text(row, "account"),
                Sql.text(row, "reason"),
                Sql.text(row, "person_name"),
                Sql.instant(row, "asked_at"),
                row.getString("answer"),
                Sql.instantOrNull(row, "answered_at"));
    }
}
