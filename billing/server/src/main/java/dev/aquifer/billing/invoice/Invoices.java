package dev.aquifer.billing.invoice;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.invoice.Buyer;
import dev.aquifer.billing.api.invoice.InvoiceKind;
import dev.aquifer.billing.api.invoice.InvoiceState;
import dev.aquifer.billing.api.invoice.InvoiceView;
import dev.aquifer.billing.api.invoice.IssuedInvoice;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The buyer and the invoices of the organisation that the transaction is bound to; for jobs, of all.
@ApplicationScoped
class Invoices {

    /// Of a closed bill, what an invoice is made of.
    ///
    /// @param net of its charges, less what credit notes took off these charges, whichever bill the notes stand on
    record Billed(String number, Money net) {}

    /// A credit note. @param bill on which its charge stands, @param red whether it has its red-letter invoice
    record Credited(UUID id, YearMonth bill, Money amount, Instant at, boolean red) {}

    private static final int SHOWN = 500;
    private static final String BUYER = "title, tax_number, kind, address_phone, bank_account, email";
    private static final String COLUMNS = "organisation_id, id, month, bill, red_of, credit_note_id, " + BUYER
            + ", category, net, rate, tax, gross, state, number, issued_on, reason, asked_at";

    private final Sql sql;

    Invoices(Sql sql) {
        this.sql = sql;
    }

    Optional<Buyer> buyer(UUID organisation) {
        return sql.first(
                "select " + BUYER + " from invoice_buyer where organisation_id = ?", Invoices::buyer, organisation);
    }

    void save(UUID organisation, Buyer buyer, Instant now) {
        sql.update(
                "insert into invoice_buyer (organisation_id, " + BUYER + ", changed_at) values (?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (organisation_id) do update set title = excluded.title,"
                        + " tax_number = excluded.tax_number, kind = excluded.kind,"
                        + " address_phone = excluded.address_phone, bank_account = excluded.bank_account,"
                        + " email = excluded.email, changed_at = excluded.changed_at",
                organisation,
                buyer.title(),
                buyer.taxNumber(),
                buyer.kind(),
                buyer.addressAndPhone(),
                buyer.bankAndAccount(),
                buyer.email(),
                now);
    }

    Optional<Billed> billed(UUID organisation, YearMonth month) {
        return sql.first(
                "select b.number, (select coalesce(sum(c.net), 0) from charge c"
                        + " where c.organisation_id = b.organisation_id and c.month = b.month)"
                        + " - (select coalesce(sum(n.amount), 0) from credit_note n join charge c"
                        + " on c.organisation_id = n.organisation_id and c.id = n.charge_id"
                        + " where n.organisation_id = b.organisation_id and c.month = b.month) as net"
                        + " from closed_bill b where b.organisation_id = ? and b.month = ?",
                row -> new Billed(Sql.text(row, "number"), Sql.money(row, "net")),
                organisation,
                month);
    }

    /// Newest first.
    List<InvoiceView> of(UUID organisation) {
        return sql.list(
                "select " + COLUMNS + " from invoice where organisation_id = ? order by id desc",
                Invoices::read,
                organisation);
    }

    /// Of all organisations, newest first.
    List<InvoiceView> all() {
        return sql.list("select " + COLUMNS + " from invoice order by id desc limit " + SHOWN, Invoices::read);
    }

    Optional<InvoiceView> find(UUID organisation, UUID id) {
        return sql.first(
                "select " + COLUMNS + " from invoice where organisation_id = ? and id = ?",
                Invoices::read,
                organisation,
                id);
    }

    void add(InvoiceView invoice, String by) {
        Buyer buyer = invoice.buyer();
        sql.update(
                "insert into invoice (" + COLUMNS + ", asked_by) values (" + "?, ".repeat(22) + "?)",
                invoice.organisation(),
                invoice.id(),
                invoice.month(),
                invoice.bill(),
                invoice.redOf(),
                invoice.creditNote(),
                buyer.title(),
                buyer.taxNumber(),
                buyer.kind(),
                buyer.addressAndPhone(),
                buyer.bankAndAccount(),
                buyer.email(),
                invoice.category(),
                invoice.net(),
                invoice.rate(),
                invoice.tax(),
                invoice.gross(),
                invoice.state(),
                invoice.number(),
                invoice.issuedOn(),
                invoice.reason(),
                invoice.askedAt(),
                by);
    }

    void issued(UUID organisation, UUID id, IssuedInvoice issued) {
        sql.update(
                "update invoice set state = 'ISSUED', number = ?, issued_on = ? where organisation_id = ? and id = ?",
                issued.number(),
                issued.issuedOn(),
                organisation,
                id);
    }

    void redLettered(UUID organisation, UUID id) {
        sql.update("update invoice set state = 'RED_LETTERED' where organisation_id = ? and id = ?", organisation, id);
    }

    Optional<Credited> credited(UUID organisation, UUID creditNote) {
        return sql.first(
                "select c.month, n.amount, n.created_at, exists (select from invoice i"
                        + " where i.organisation_id = n.organisation_id and i.credit_note_id = n.id) as red"
                        + " from credit_note n join charge c on c.organisation_id = n.organisation_id"
                        + " and c.id = n.charge_id where n.organisation_id = ? and n.id = ?",
                row -> new Credited(
                        creditNote,
                        YearMonth.parse(Sql.text(row, "month")),
                        Sql.money(row, "amount"),
                        Sql.instant(row, "created_at"),
                        row.getBoolean("red")),
                organisation,
                creditNote);
    }

    /// The invoice of the bill that counts now: asked for or issued, and not reversed in full.
    Optional<InvoiceView> current(UUID organisation, YearMonth month) {
        return sql.first(
                "select " + COLUMNS + " from invoice where organisation_id = ? and month = ? and red_of is null"
                        + " and state <> 'RED_LETTERED'",
                Invoices::read,
                organisation,
                month);
    }

    /// Whether all that is left was reversed and the tax system issued every part of it.
    boolean reversed(UUID organisation, UUID id) {
        return left(organisation, id).isZero()
                && sql.first(
                                "select 1 as one from invoice where organisation_id = ? and red_of = ?"
                                        + " and state = 'WANTED' limit 1",
                                row -> row.getInt("one"),
                                organisation,
                                id)
                        .isEmpty();
    }

    /// Net of an invoice that no red-letter invoice has been asked for.
    Money left(UUID organisation, UUID id) {
        return sql.first(
                        "select coalesce(sum(net), 0) as net from invoice where organisation_id = ?"
                                + " and (id = ? or red_of = ?)",
                        row -> Sql.money(row, "net"),
                        organisation,
                        id,
                        id)
                .orElseThrow();
    }

    /// The tax that goes with it.
    Money taxLeft(UUID organisation, UUID id) {
        return sql.first(
                        "select coalesce(sum(tax), 0) as tax from invoice where organisation_id = ?"
                                + " and (id = ? or red_of = ?)",
                        row -> Sql.money(row, "tax"),
                        organisation,
                        id,
                        id)
                .orElseThrow();
    }

    private static Buyer buyer(ResultSet row) throws SQLException {
        return new Buyer(
                Sql.text(row, "title"),
                Sql.text(row, "tax_number"),
                InvoiceKind.valueOf(Sql.text(row, "kind")),
                row.getString("address_phone"),
                row.getString("bank_account"),
                row.getString("email"));
    }

    private static InvoiceView read(ResultSet row) throws SQLException {
        BigDecimal rate = Sql.decimal(row, "rate").stripTrailingZeros();
        return new InvoiceView(
                Sql.uuid(row, "organisation_id"),
                Sql.uuid(row, "id"),
                YearMonth.parse(Sql.text(row, "month")),
                Sql.text(row, "bill"),
                Sql.uuidOrNull(row, "red_of"),
                Sql.uuidOrNull(row, "credit_note_id"),
                buyer(row),
                Sql.text(row, "category"),
                Sql.money(row, "net"),
                rate.setScale(Math.max(2, rate.scale())),
                Sql.money(row, "tax"),
                Sql.money(row, "gross"),
                InvoiceState.valueOf(Sql.text(row, "state")),
                row.getString("number"),
                row.getObject("issued_on", LocalDate.class),
                row.getString("reason"),
                Sql.instant(row, "asked_at"));
    }
}
