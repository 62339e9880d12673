package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.ClaimState;
import dev.aquifer.billing.api.subsidy.Settle;
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
import org.jspecify.annotations.Nullable;

/// Claims as a whole: for which programme and period, in which state, and the packages that went with them.
@ApplicationScoped
class ProgrammeClaims {
    private static final String SELECT =
            "select c.id, c.programme_id, c.period, c.state, c.opened_at, c.claimed, c.paid, c.reference, c.paid_on,"
                    + " c.reasons, c.settled_at from programme_claim c ";

    private final Sql sql;

    ProgrammeClaims(Sql sql) {
        this.sql = sql;
    }

    record ProgrammeClaim(
            UUID id,
            UUID programme,
            String period,
            ClaimState state,
            Instant openedAt,
            @Nullable Money claimed,
            @Nullable Money paid,
            @Nullable String reference,
            @Nullable LocalDate paidOn,
            @Nullable String reasons,
            @Nullable Instant settledAt) {}

    record Packed(String sha256, long bytes) {}

    List<ProgrammeClaim> all() {
        return sql.list(SELECT + "order by c.id desc", ProgrammeClaims::read);
    }

    Optional<ProgrammeClaim> find(UUID claim) {
        return sql.first(SELECT + "where c.id = ?", ProgrammeClaims::read, claim);
    }

    /// The row stays as it is until the transaction ends.
    Optional<ProgrammeClaim> lock(UUID claim) {
        return sql.first(SELECT + "where c.id = ? for update", ProgrammeClaims::read, claim);
    }

    Optional<ProgrammeClaim> open(UUID programme) {
        return sql.first(SELECT + "where c.programme_id = ? and c.state = 'OPEN'", ProgrammeClaims::read, programme);
    }

    Optional<ProgrammeClaim> of(UUID programme, String period) {
        return sql.first(
                SELECT + "where c.programme_id = ? and c.period = ?", ProgrammeClaims::read, programme, period);
    }

    void add(UUID id, UUID programme, String period, Instant now) {
        sql.update(
                "insert into programme_claim (id, programme_id, period, state, opened_at) values (?, ?, ?, 'OPEN', ?)",
                id,
                programme,
                period,
                now);
    }

    void frozen(UUID claim, Money claimed, Instant now) {
        sql.update(
                "update programme_claim set state = 'FROZEN', claimed = ?, frozen_at = ? where id = ?",
                claimed,
                now,
                claim);
    }

    void submitted(UUID claim, Instant now) {
        sql.update("update programme_claim set state = 'SUBMITTED', submitted_at = ? where id = ?", now, claim);
    }

    /// Runs as assessor: no one else may.
    void settled(UUID claim, ClaimState to, Settle settlement, Instant now) {
        sql.update(
                "update programme_claim set state = ?, paid = ?, reference = ?, paid_on = ?, reasons = ?, settled_at = ?"
                        + " where id = ?",
                to,
                settlement.paid(),
                settlement.reference(),
                settlement.paidOn(),
                settlement.reasons(),
                now,
                claim);
    }

    Optional<Packed> packed(UUID claim) {
        return sql.first(
                "select sha256, octet_length(content) as bytes from claim_package where claim_id = ?",
                row -> new Packed(Sql.text(row, "sha256"), row.getLong("bytes")),
                claim);
    }

    Optional<byte[]> content(UUID claim) {
        return sql.first(
                "select content from claim_package where claim_id = ?",
                row -> Objects.requireNonNull(row.getBytes("content")),
                claim);
    }

    private static ProgrammeClaim read(ResultSet row) throws SQLException {
        return new ProgrammeClaim(
                Sql.uuid(row, "id"),
                Sql.uuid(row, "programme_id"),
                Sql.text(row, "period"),
                ClaimState.valueOf(Sql.text(row, "state")),
                Sql.instant(row, "opened_at"),
                Programmes.moneyOrNull(row, "claimed"),
                Programmes.moneyOrNull(row, "paid"),
                row.getString("reference"),
                row.getObject("paid_on", LocalDate.class),
                row.getString("reasons"),
                Sql.instantOrNull(row, "settled_at"));
    }
}
