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
    record Billed(String number, Money net, Money vat) {}

    private static final int SHOWN = 500;
    private static final String BUYER = "title, tax_number, kind, address_phone, bank_account, email";
    private static final String COLUMNS = "organisation_id, id, month, bill, red_of, " + BUYER
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
                "select number, net, vat from closed_bill where organisation_id = ? and month = ?",
                row -> new Billed(Sql.text(row, "number"), Sql.money(row, "net"), Sql.money(row, "vat")),
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
                "insert into invoice (" + COLUMNS + ", asked_by) values (" + "?, ".repeat(21) + "?)",
                invoice.organisation(),
                invoice.id(),
                invoice.month(),
                invoice.bill(),
                invoice.redOf(),
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
