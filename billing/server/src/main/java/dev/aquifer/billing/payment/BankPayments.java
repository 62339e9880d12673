package dev.aquifer.billing.payment;

import dev.aquifer.billing.api.payment.BankPaymentView;
import dev.aquifer.billing.ledger.Ledger;
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

/// What stands on the platform's bank statement; bound to the house.
@ApplicationScoped
class BankPayments {

    private static final String COLUMNS = "select b.id, b.bank_reference, b.amount, b.received_on, b.payer, b.remark,"
            + " b.recorded_at, m.tenant_id, m.tenant_name, r.reversed_at, r.author_name, r.reason from bank_payment b"
            + " left join bank_payment_match m on m.organisation_id = b.organisation_id and m.bank_payment_id = b.id"
            + " left join bank_payment_reversal r on r.organisation_id = b.organisation_id and r.bank_payment_id = b.id";

    private final Sql sql;

    BankPayments(Sql sql) {
        this.sql = sql;
    }

    /// Newest first.
    List<BankPaymentView> all(boolean unmatched) {
        return sql.list(
                COLUMNS + (unmatched ? " where m.tenant_id is null and r.reversed_at is null" : "")
                        + " order by b.id desc limit 200",
                BankPayments::read);
    }

    Optional<BankPaymentView> find(UUID id) {
        return sql.first(COLUMNS + " where b.id = ?", BankPayments::read, id);
    }

    /// The one that counts.
    Optional<BankPaymentView> withReference(String bankReference) {
        return sql.first(
                COLUMNS + " where b.bank_reference = ? and r.reversed_at is null", BankPayments::read, bankReference);
    }

    void reverse(UUID payment, String reason, Person person, Instant now) {
        sql.update(
                "insert into bank_payment_reversal (organisation_id, bank_payment_id, reason, author, author_name,"
                        + " reversed_at) values (?, ?, ?, ?, ?, ?)",
                Ledger.HOUSE,
                payment,
                reason,
                person.subject(),
                person.name(),
                now);
    }

    void save(BankPaymentView payment, String author) {
        sql.update(
                "insert into bank_payment (organisation_id, id, bank_reference, amount, received_on, payer, remark, author,"
                        + " recorded_at, attempt) values (?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " (select count(*) + 1 from bank_payment where bank_reference = ?))",
                Ledger.HOUSE,
                payment.id(),
                payment.bankReference(),
                payment.amount(),
                payment.receivedOn(),
                payment.payer(),
                payment.remark(),
                author,
                payment.recordedAt(),
                payment.bankReference());
    }

    void match(UUID payment, Tenant tenant, @Nullable UUID transfer, String author, Instant now) {
        sql.update(
                "insert into bank_payment_match (organisation_id, bank_payment_id, tenant_id, tenant_name,"
                        + " transfer_request_id, author, matched_at) values (?, ?, ?, ?, ?, ?, ?)",
                Ledger.HOUSE,
                payment,
                tenant.organisation(),
                tenant.name(),
                transfer,
                author,
                now);
    }

    record Tenant(UUID organisation, String name) {}

    private static BankPaymentView read(ResultSet row) throws SQLException {
        Instant reversed = Sql.instantOrNull(row, "reversed_at");
        return new BankPaymentView(
                Sql.uuid(row, "id"),
                Sql.text(row, "bank_reference"),
                Sql.money(row, "amount"),
                Objects.requireNonNull(row.getObject("received_on", LocalDate.class)),
                Sql.text(row, "payer"),
                Sql.text(row, "remark"),
                Sql.instant(row, "recorded_at"),
                Sql.uuidOrNull(row, "tenant_id"),
                row.getString("tenant_name"),
                reversed == null
                        ? null
                        : new BankPaymentView.Reversal(
                                reversed, Sql.text(row, "author_name"), Sql.text(row, "reason")));
    }
}
