package dev.aquifer.billing.ledger;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.Page;
import dev.aquifer.billing.api.bill.PostingView;
import dev.aquifer.billing.api.ledger.AccountBalance;
import dev.aquifer.billing.api.ledger.EntryView;
import dev.aquifer.billing.api.ledger.TransactionView;
import dev.aquifer.billing.api.ledger.TrialBalance;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads the books under the transaction's binding: one organisation's, or as the jobs' role all of them together.
@ApplicationScoped
class BookReader {

    private final Sql sql;
    private final InstantSource clock;

    BookReader(Sql sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @param organisation null: all books, @param at booked before this instant; null: now
    /// @param month bills up to this one; null: all
    TrialBalance trialBalance(@Nullable UUID organisation, @Nullable Instant at, @Nullable YearMonth month) {
        List<Object> parameters = new ArrayList<>();
        StringBuilder where = new StringBuilder(" where true");
        if (organisation != null) {
            where.append(" and b.organisation_id = ?");
            parameters.add(organisation);
        }
        if (month != null) {
            where.append(" and month <= ?");
            parameters.add(month);
        }
        String from = " from ledger_balance b";
        if (at != null) {
            from = " from ledger_posting b join ledger_transaction t"
                    + " on t.organisation_id = b.organisation_id and t.id = b.transaction_id";
            where.append(" and t.booked_at < ?");
            parameters.add(at);
        }
        List<AccountBalance> accounts = sql.list(
                "select account, sum(debit) as debit, sum(credit) as credit, sum(debit - credit) as balance" + from
                        + where + " group by account order by account",
                row -> new AccountBalance(
                        Sql.text(row, "account"),
                        Sql.money(row, "debit"),
                        Sql.money(row, "credit"),
                        Sql.money(row, "balance")),
                parameters.toArray());
        return new TrialBalance(
                at == null ? clock.instant() : at,
                month,
                accounts.stream().map(AccountBalance::debit).reduce(Money.ZERO, Money::plus),
                accounts.stream().map(AccountBalance::credit).reduce(Money.ZERO, Money::plus),
                accounts);
    }

    /// Newest first. Two postings of a transaction to one account are one entry.
    ///
    /// @param organisation null: of all books, @param after transaction of the last one read; null: from the newest
    Page<EntryView> entries(@Nullable UUID organisation, String account, @Nullable UUID after, int limit) {
        List<Object> parameters = new ArrayList<>();
        StringBuilder where = new StringBuilder(" where account = ?");
        parameters.add(account);
        if (organisation != null) {
            where.append(" and organisation_id = ?");
            parameters.add(organisation);
        }
        if (after != null) {
            where.append(" and transaction_id < ?");
            parameters.add(after);
        }
        parameters.add(limit);
        List<EntryView> found = sql.list(
                "select t.organisation_id, t.id, t.sequence, t.booked_at, t.cause, t.month, t.charge_id, p.debit, p.credit"
                        + " from (select transaction_id, organisation_id, sum(debit) as debit, sum(credit) as credit"
                        + " from ledger_posting" + where + " group by transaction_id, organisation_id"
                        + " order by transaction_id desc limit ?) p"
                        + " join ledger_transaction t on t.organisation_id = p.organisation_id and t.id = p.transaction_id"
                        + " order by t.id desc",
                row -> new EntryView(
                        Sql.uuid(row, "organisation_id"),
                        Sql.uuid(row, "id"),
                        row.getLong("sequence"),
                        Sql.instant(row, "booked_at"),
                        Sql.text(row, "cause"),
                        YearMonth.parse(Sql.text(row, "month")),
                        Sql.uuidOrNull(row, "charge_id"),
                        Sql.money(row, "debit"),
                        Sql.money(row, "credit")),
                parameters.toArray());
        return new Page<>(
                found,
                found.size() < limit ? null : found.getLast().transaction().toString());
    }

    Optional<TransactionView> transaction(UUID organisation, UUID id) {
        List<PostingView> postings = sql.list(
                "select t.booked_at, t.cause, p.account, p.debit, p.credit from ledger_transaction t"
                        + " join ledger_posting p on p.organisation_id = t.organisation_id and p.transaction_id = t.id"
                        + " where t.organisation_id = ? and t.id = ? order by p.line",
                row -> new PostingView(
                        id,
                        Sql.instant(row, "booked_at"),
                        Sql.text(row, "account"),
                        Sql.money(row, "debit"),
                        Sql.money(row, "credit"),
                        Sql.text(row, "cause")),
                organisation,
                id);
        return sql.first(
                "select sequence, business_key, cause, charge_id, month, booked_at, author,"
                        + " (select number from ledger_seal s where s.organisation_id = t.organisation_id"
                        + " and s.after_sequence < t.sequence and s.through_sequence >= t.sequence) as seal"
                        + " from ledger_transaction t where organisation_id = ? and id = ?",
                row -> new TransactionView(
                        organisation,
                        id,
                        row.getLong("sequence"),
                        Sql.text(row, "business_key"),
                        Sql.text(row, "cause"),
                        Sql.uuidOrNull(row, "charge_id"),
                        YearMonth.parse(Sql.text(row, "month")),
                        Sql.instant(row, "booked_at"),
                        Sql.text(row, "author"),
                        row.getObject("seal", Integer.class),
                        postings),
                organisation,
                id);
    }
}
