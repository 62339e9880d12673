package dev.aquifer.billing.bill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillSummary;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// The bills of the organisation that the transaction is bound to, as they were frozen. Each is added once; nobody
/// has a right to change one.
@ApplicationScoped
class ClosedBills {

    /// @param document the canonical text, @param sha256 of it in UTF-8
    record Stored(YearMonth month, String document, String sha256) {}

    private final Sql sql;
    private final ObjectMapper json;

    ClosedBills(Sql sql, ObjectMapper json) {
        this.sql = sql;
        ObjectMapper exact = json.copy();
        exact.configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
        exact.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.json = exact;
    }

    String document(BillFile file) {
        return CanonicalJson.of(json.valueToTree(file));
    }

    BillFile read(Stored stored) {
        try {
            return json.readValue(stored.document(), BillFile.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a closed bill cannot be read", e);
        }
    }

    /// @return the SHA-256 of its document
    String add(BillView bill, String document) {
        String sha256 = sha256(document.getBytes(UTF_8));
        sql.update(
                "insert into closed_bill (organisation_id, month, number, net, vat, subsidy, adjustments, payable, document,"
                        + " sha256) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                bill.organisation(),
                bill.month(),
                Objects.requireNonNull(bill.number()),
                bill.net(),
                bill.vat(),
                bill.subsidy(),
                bill.adjustments(),
                bill.payable(),
                document.getBytes(UTF_8),
                sha256);
        return sha256;
    }

    Optional<Stored> find(UUID organisation, YearMonth month) {
        return sql.first(
                "select document, sha256 from closed_bill where organisation_id = ? and month = ?",
                row -> new Stored(month, new String(row.getBytes("document"), UTF_8), Sql.text(row, "sha256")),
                organisation,
                month);
    }

    /// The SHA-256 of the last bill before this month.
    Optional<String> previous(UUID organisation, YearMonth month) {
        return sql.first(
                "select sha256 from closed_bill where organisation_id = ? and month < ? order by month desc limit 1",
                row -> Sql.text(row, "sha256"),
                organisation,
                month);
    }

    /// The nets of the last bills before this month.
    List<Money> netsBefore(UUID organisation, YearMonth month, int most) {
        return sql.list(
                "select net from closed_bill where organisation_id = ? and month < ? order by month desc limit ?",
                row -> Sql.money(row, "net"),
                organisation,
                month,
                most);
    }

    /// Newest first.
    List<BillSummary> summaries(UUID organisation) {
        return sql.list(
                "select b.month, b.number, c.closed_at, b.net, b.vat, b.subsidy, b.adjustments, b.payable"
                        + " from closed_bill b join month_close c on c.organisation_id = b.organisation_id"
                        + " and c.month = b.month where b.organisation_id = ? order by b.month desc",
                row -> new BillSummary(
                        YearMonth.parse(Sql.text(row, "month")),
                        Bill.CLOSED,
                        Sql.text(row, "number"),
                        Sql.instant(row, "closed_at"),
                        Sql.money(row, "net"),
                        Sql.money(row, "vat"),
                        Sql.money(row, "subsidy"),
                        Sql.money(row, "adjustments"),
                        Sql.money(row, "payable")),
                organisation);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
