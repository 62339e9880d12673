package dev.aquifer.billing.payment;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.payment.CreditNoteView;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The credit notes of the organisation that the transaction is bound to; none is ever changed.
@ApplicationScoped
public class CreditNotes {

    private static final String COLUMNS =
            "select id, charge_id, month, amount, reason, author_name, created_at from credit_note";

    private final Sql sql;

    CreditNotes(Sql sql) {
        this.sql = sql;
    }

    /// The notes that stand on the bill of the month, oldest first. Amounts are above zero: they lower the bill's
    /// net.
    public List<CreditNoteView> of(UUID organisation, YearMonth month) {
        return sql.list(
                COLUMNS + " where organisation_id = ? and month = ? order by id",
                CreditNotes::read,
                organisation,
                month);
    }

    /// Those of them that no person gave: late facts make them.
    public Set<UUID> byItself(UUID organisation, YearMonth month) {
        return Set.copyOf(sql.list(
                "select id from credit_note where organisation_id = ? and month = ? and author = '"
                        + LedgerTransaction.SYSTEM + "'",
                row -> Sql.uuid(row, "id"),
                organisation,
                month));
    }

    /// The notes on a charge, oldest first.
    public List<CreditNoteView> on(UUID organisation, UUID charge) {
        return sql.list(
                COLUMNS + " where organisation_id = ? and charge_id = ? order by id",
                CreditNotes::read,
                organisation,
                charge);
    }

    /// The months on whose bills notes stand, oldest first.
    public List<YearMonth> months(UUID organisation) {
        return sql.list(
                "select distinct month from credit_note where organisation_id = ? order by month",
                row -> YearMonth.parse(Sql.text(row, "month")),
                organisation);
    }

    /// Newest first.
    List<CreditNoteView> all(UUID organisation) {
        return sql.list(
                COLUMNS + " where organisation_id = ? order by id desc limit 200", CreditNotes::read, organisation);
    }

    /// What was credited of the charge so far.
    Money credited(UUID organisation, UUID charge) {
        return on(organisation, charge).stream().map(CreditNoteView::amount).reduce(Money.ZERO, Money::plus);
    }

    void save(UUID organisation, CreditNoteView note, String person) {
        sql.update(
                "insert into credit_note (organisation_id, id, charge_id, month, amount, reason, author, author_name,"
                        + " created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                organisation,
                note.id(),
                note.charge(),
                note.month(),
                note.amount(),
                note.reason(),
                person,
                note.author(),
                note.at());
    }

    private static CreditNoteView read(ResultSet row) throws SQLException {
        return new CreditNoteView(
                Sql.uuid(row, "id"),
                Sql.uuid(row, "charge_id"),
                YearMonth.parse(Sql.text(row, "month")),
                Sql.money(row, "amount"),
                Sql.text(row, "reason"),
                Sql.text(row, "author_name"),
                Sql.instant(row, "created_at"));
    }
}
