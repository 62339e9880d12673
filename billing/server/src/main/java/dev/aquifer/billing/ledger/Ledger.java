package dev.aquifer.billing.ledger;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.PostingView;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The books. Double entry, append-only by privilege; at the end of each database transaction the database itself
/// checks that debits equal credits. Everything runs in the caller's transaction, which must be bound to the
/// organisation.
@ApplicationScoped
public class Ledger {

    /// The book of the platform itself, for money that belongs to no organisation (yet): an unmatched bank payment, a
    /// repayment to a city. No organisation has this id.
    public static final UUID HOUSE = new UUID(0, 0);

    private final Sql sql;
    private final Ids ids;
    private final InstantSource clock;

    Ledger(Sql sql, Ids ids, InstantSource clock) {
        this.sql = sql;
        this.ids = ids;
        this.clock = clock;
    }

    /// Lets one transaction at a time move the organisation's money. Whoever moves money takes this lock before
    /// any other (then programme, then grant, then balances), so that no two can wait for each other; several
    /// organisations are locked in the order of their ids.
    public void lock(UUID organisation) {
        if (!locked(organisation)) {
            sql.update(
                    "insert into ledger_book (organisation_id) values (?) on conflict (organisation_id) do nothing",
                    organisation);
            locked(organisation);
        }
    }

    private boolean locked(UUID organisation) {
        return sql.first(
                        "select organisation_id from ledger_book where organisation_id = ? for update",
                        row -> true,
                        organisation)
                .orElse(false);
    }

    /// The same for several, in the order given; the transaction is bound to jobs.
    ///
    /// @param organisations ascending
    public void lock(Collection<UUID> organisations) {
        List<UUID> ordered = List.copyOf(organisations);
        sql.update(
                "insert into ledger_book (organisation_id) select id from unnest(?::uuid[]) with ordinality as t (id, place)"
                        + " order by place on conflict (organisation_id) do nothing",
                ordered);
        sql.list(
                "select b.organisation_id from unnest(?::uuid[]) with ordinality as t (id, place)"
                        + " join ledger_book b on b.organisation_id = t.id order by t.place for update of b",
                row -> true,
                ordered);
    }

    /// Posts the transactions whose business keys are new; the others are left alone.
    ///
    /// @param transactions all of the organisation that the database transaction is bound to
    /// @return how many were posted
    public int post(List<LedgerTransaction> transactions) {
        if (transactions.isEmpty()) {
            return 0;
        }
        // The callers hold this lock already. Were it not so, numbers would not ascend in the order of commits, and a
        // seal could leave a transaction out.
        lock(transactions.getFirst().organisation());
        Set<String> known = known(transactions);
        Instant now = clock.instant();
        List<@Nullable Object[]> heads = new ArrayList<>();
        List<@Nullable Object[]> lines = new ArrayList<>();
        Map<Balance, Money[]> balances = new TreeMap<>();
        for (LedgerTransaction one : transactions) {
            if (!known.add(one.key())) {
                continue;
            }
            UUID id = ids.next();
            heads.add(new @Nullable Object[] {
                one.organisation(), id, one.key(), one.cause(), one.charge(), one.month(), now, one.author()
            });
            int line = 0;
            for (Posting posting : one.postings()) {
                lines.add(new @Nullable Object[] {
                    one.organisation(), id, line++, posting.account().name(), posting.debit(), posting.credit()
                });
                balances.merge(
                        new Balance(one.organisation(), posting.account().name(), one.month()),
                        new Money[] {posting.debit(), posting.credit()},
                        (a, b) -> new Money[] {a[0].plus(b[0]), a[1].plus(b[1])});
            }
        }
        sql.batch(
                "insert into ledger_transaction (organisation_id, id, business_key, cause, charge_id, month, booked_at,"
                        + " author) values (?, ?, ?, ?, ?, ?, ?, ?)",
                heads);
        sql.batch(
                "insert into ledger_posting (organisation_id, transaction_id, line, account, debit, credit)"
                        + " values (?, ?, ?, ?, ?, ?)",
                lines);
        sql.batch(
                "insert into ledger_balance as b (organisation_id, account, month, debit, credit) values (?, ?, ?, ?, ?)"
                        + " on conflict (organisation_id, account, month)"
                        + " do update set debit = b.debit + excluded.debit, credit = b.credit + excluded.credit",
                balances.entrySet().stream()
                        .map(entry -> new @Nullable Object[] {
                            entry.getKey().organisation(),
                            entry.getKey().account(),
                            entry.getKey().month(),
                            entry.getValue()[0],
                            entry.getValue()[1]
                        })
                        .toList());
        return heads.size();
    }

    /// Debits minus credits of an account, for each month in which it moved.
    public Map<YearMonth, Money> balances(UUID organisation, Account account) {
        return sql
                .list(
                        "select month, debit - credit as balance from ledger_balance"
                                + " where organisation_id = ? and account = ?",
                        row -> Map.entry(YearMonth.parse(Sql.text(row, "month")), Sql.money(row, "balance")),
                        organisation,
                        account.name())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Debits minus credits of all accounts of the organisation, month by month.
    public Map<YearMonth, Map<String, Money>> balances(UUID organisation) {
        Map<YearMonth, Map<String, Money>> all = new TreeMap<>();
        sql.list(
                        "select month, account, debit - credit as balance from ledger_balance where organisation_id = ?",
                        row -> new Line(
                                YearMonth.parse(Sql.text(row, "month")),
                                Sql.text(row, "account"),
                                Sql.money(row, "balance")),
                        organisation)
                .forEach(line ->
                        all.computeIfAbsent(line.month(), _ -> new TreeMap<>()).put(line.account(), line.balance()));
        return all;
    }

    private record Line(YearMonth month, String account, Money balance) {}

    /// The postings that belong to a charge, oldest first.
    public List<PostingView> of(UUID organisation, UUID charge) {
        return sql.list(
                "select t.id, t.booked_at, t.cause, p.account, p.debit, p.credit from ledger_transaction t"
                        + " join ledger_posting p on p.organisation_id = t.organisation_id and p.transaction_id = t.id"
                        + " where t.organisation_id = ? and t.charge_id = ? order by t.id, p.line",
                row -> new PostingView(
                        Sql.uuid(row, "id"),
                        Sql.instant(row, "booked_at"),
                        Sql.text(row, "account"),
                        Sql.money(row, "debit"),
                        Sql.money(row, "credit"),
                        Sql.text(row, "cause")),
                organisation,
                charge);
    }

    private Set<String> known(List<LedgerTransaction> transactions) {
        return new HashSet<>(sql.list(
                "select business_key from ledger_transaction where organisation_id = ? and business_key = any(?)",
                row -> Sql.text(row, "business_key"),
                transactions.getFirst().organisation(),
                transactions.stream().map(LedgerTransaction::key).toList()));
    }

    /// Balances are updated in this order, so that two transactions cannot wait for each other.
    private record Balance(UUID organisation, String account, YearMonth month) implements Comparable<Balance> {

        @Override
        public int compareTo(Balance other) {
            int byOrganisation = organisation.compareTo(other.organisation);
            if (byOrganisation != 0) {
                return byOrganisation;
            }
            int byAccount = account.compareTo(other.account);
            return byAccount != 0 ? byAccount : month.compareTo(other.month);
        }
    }
}
