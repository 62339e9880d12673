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
            + " b.recorded_at, m.tenant_id, m.tenant_name from bank_payment b left join bank_payment_match m"
            + " on m.organisation_id = b.organisation_id and m.bank_payment_id = b.id";

    private final Sql sql;

    BankPayments(Sql sql) {
        this.sql = sql;
    }

    /// Newest first.
    List<BankPaymentView> all(boolean unmatched) {
        return sql.list(
                COLUMNS + (unmatched ? " where m.tenant_id is null" : "") + " order by b.id desc limit 200",
                BankPayments::read);
    }

    Optional<BankPaymentView> find(UUID id) {
        return sql.first(COLUMNS + " where b.id = ?", BankPayments::read, id);
    }

    Optional<BankPaymentView> withReference(String bankReference) {
        return sql.first(COLUMNS + " where b.bank_reference = ?", BankPayments::read, bankReference);
    }

    void save(BankPaymentView payment, String author) {
        sql.update(
                "insert into bank_payment (organisation_id, id, bank_reference, amount, received_on, payer, remark, author,"
                        + " recorded_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                Ledger.HOUSE,
                payment.id(),
                payment.bankReference(),
                payment.amount(),
                payment.receivedOn(),
                payment.payer(),
                payment.remark(),
                author,
                payment.recordedAt());
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
        return new BankPaymentView(
                Sql.uuid(row, "id"),
                Sql.text(row, "bank_reference"),
                Sql.money(row, "amount"),
                Objects.requireNonNull(row.getObject("received_on", LocalDate.class)),
                Sql.text(row, "payer"),
                Sql.text(row, "remark"),
                Sql.instant(row, "recorded_at"),
                Sql.uuidOrNull(row, "tenant_id"),
                row.getString("tenant_name"));
    }
}
