package dev.aquifer.billing.payment;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.payment.OpenBill;
import dev.aquifer.billing.api.payment.PaymentKind;
import dev.aquifer.billing.api.payment.PaymentView;
import dev.aquifer.billing.ledger.Account;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.ledger.LedgerTransaction.Transfer;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The payments of the organisation that the transaction is bound to. Each one is a row that is never changed and one
/// ledger transaction.
@ApplicationScoped
public class Payments {

    private static final String COLUMNS =
            "select id, kind, amount, month, transfer_request_id, bank_reference, reason, paid_at from payment";

    private final Sql sql;
    private final Ids ids;
    private final Ledger ledger;
    private final InstantSource clock;

    Payments(Sql sql, Ids ids, Ledger ledger, InstantSource clock) {
        this.sql = sql;
        this.ids = ids;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// What has touched the bill of the month, oldest first: transfers, prepaid, write-offs.
    public List<PaymentView> of(UUID organisation, YearMonth month) {
        return sql.list(
                COLUMNS + " where organisation_id = ? and month = ? order by id", Payments::read, organisation, month);
    }

    /// The closed bills that are not paid in full, oldest first.
    public List<OpenBill> open(UUID organisation) {
        return ledger.balances(organisation, Account.RECEIVABLE).entrySet().stream()
                .filter(entry -> entry.getValue().isPositive())
                .map(entry -> new OpenBill(entry.getKey(), entry.getValue()))
                .sorted((a, b) -> a.month().compareTo(b.month()))
                .toList();
    }

    /// What is still to be paid of the bill; zero while the month is open, below zero if the bill owes the tenant.
    public Money outstanding(UUID organisation, YearMonth month) {
        return ledger.balances(organisation, Account.RECEIVABLE).getOrDefault(month, Money.ZERO);
    }

    /// What was paid in advance and is not used.
    public Money prepaid(UUID organisation) {
        return ledger.balances(organisation, Account.PREPAID).values().stream()
                .reduce(Money.ZERO, Money::plus)
                .negated();
    }

    /// Newest first.
    List<PaymentView> all(UUID organisation, @Nullable UUID after, int limit) {
        return sql.list(
                COLUMNS + " where organisation_id = ? and (?::uuid is null or id < ?::uuid) order by id desc limit ?",
                Payments::read,
                organisation,
                after,
                after,
                limit);
    }

    /// What of a bank payment counts for the organisation: towards bills, and as prepaid (without a month).
    List<Got> gotOf(UUID organisation, String bankReference) {
        return sql.list(
                "select month, transfer_request_id, sum(case when kind like '%_REVERSED' then -amount else amount end)"
                        + " as amount from payment where organisation_id = ? and bank_reference = ?"
                        + " and kind in ('TOP_UP', 'TRANSFER', 'TOP_UP_REVERSED', 'TRANSFER_REVERSED')"
                        + " group by month, transfer_request_id having"
                        + " sum(case when kind like '%_REVERSED' then -amount else amount end) > 0 order by month",
                row -> new Got(month(row), Sql.uuidOrNull(row, "transfer_request_id"), Sql.money(row, "amount")),
                organisation,
                bankReference);
    }

    /// What each bill took of prepaid and has not given back, the newest bill first.
    List<Got> takenOfPrepaid(UUID organisation) {
        return sql.list(
                "select month, null::uuid as transfer_request_id, sum(case kind when 'PREPAID' then amount"
                        + " else -amount end) as amount from payment where organisation_id = ?"
                        + " and kind in ('PREPAID', 'PREPAID_REVERSED') group by month having"
                        + " sum(case kind when 'PREPAID' then amount else -amount end) > 0 order by month desc",
                row -> new Got(month(row), null, Sql.money(row, "amount")),
                organisation);
    }

    /// @param month the bill; null for prepaid
    record Got(@Nullable YearMonth month, @Nullable UUID transfer, Money amount) {}

    /// Books a payment. The organisation is locked and the amount was checked.
    PaymentView pay(UUID organisation, NewPayment payment) {
        PaymentView view = new PaymentView(
                ids.next(),
                payment.kind(),
                payment.amount(),
                payment.month(),
                payment.transfer(),
                payment.bankReference(),
                payment.reason(),
                clock.instant());
        sql.update(
                "insert into payment (organisation_id, id, kind, amount, month, transfer_request_id, bank_reference, reason,"
                        + " author, paid_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                organisation,
                view.id(),
                view.kind(),
                view.amount(),
                view.month(),
                view.transfer(),
                view.bankReference(),
                view.reason(),
                payment.author(),
                view.at());
        YearMonth month = payment.month() == null ? ServiceTime.month(view.at()) : payment.month();
        ledger.post(List.of(LedgerTransaction.of(
                        organisation,
                        "payment:" + view.id(),
                        "payment",
                        null,
                        month,
                        transfer(view.kind(), view.amount()))
                .by(payment.author())));
        return view;
    }

    /// @param month the bill; null where none is touched
    record NewPayment(
            PaymentKind kind,
            Money amount,
            @Nullable YearMonth month,
            @Nullable UUID transfer,
            @Nullable String bankReference,
            @Nullable String reason,
            String author) {}

    private static Transfer transfer(PaymentKind kind, Money amount) {
        return switch (kind) {
            case TOP_UP -> new Transfer(Account.CASH, Account.PREPAID, amount);
            case TRANSFER -> new Transfer(Account.CASH, Account.RECEIVABLE, amount);
            case PREPAID -> new Transfer(Account.PREPAID, Account.RECEIVABLE, amount);
            case OVERPAID -> new Transfer(Account.RECEIVABLE, Account.PREPAID, amount);
            case REFUND -> new Transfer(Account.PREPAID, Account.CASH, amount);
            case WRITE_OFF -> new Transfer(Account.BAD_DEBT, Account.RECEIVABLE, amount);
            case TOP_UP_REVERSED -> new Transfer(Account.PREPAID, Account.CASH, amount);
            case TRANSFER_REVERSED -> new Transfer(Account.RECEIVABLE, Account.CASH, amount);
            case PREPAID_REVERSED -> new Transfer(Account.RECEIVABLE, Account.PREPAID, amount);
        };
    }

    private static @Nullable YearMonth month(ResultSet row) throws SQLException {
        String month = row.getString("month");
        return month == null ? null : YearMonth.parse(month);
    }

    private static PaymentView read(ResultSet row) throws SQLException {
        return new PaymentView(
                Sql.uuid(row, "id"),
                PaymentKind.valueOf(Sql.text(row, "kind")),
                Sql.money(row, "amount"),
                month(row),
                Sql.uuidOrNull(row, "transfer_request_id"),
                row.getString("bank_reference"),
                row.getString("reason"),
                Sql.instant(row, "paid_at"));
    }
}
