package dev.aquifer.billing.ledger;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Writes the books as a plain-text journal in the format of hledger (and ledger): all that was booked, in the order
/// in which it was. It reads page by page, so that a journal of any length needs little memory and no long
/// transaction.
@ApplicationScoped
class Journal {

    private static final int PAGE = 1_000;

    private final Sql sql;
    private final Tenancy tenancy;

    Journal(Sql sql, Tenancy tenancy) {
        this.sql = sql;
        this.tenancy = tenancy;
    }

    /// @param organisation null: all books
    void write(@Nullable UUID organisation, Writer out) throws IOException {
        out.write("; Aquifer, the book" + (organisation == null ? "s of the platform" : " of " + organisation) + "\n");
        out.write("; Days are those of Asia/Shanghai. The month is that of the bill.\n");
        out.write("decimal-mark .\ncommodity 1000.00 CNY\n");
        long after = 0;
        while (true) {
            List<Line> lines = read(organisation, after);
            if (lines.isEmpty()) {
                out.flush();
                return;
            }
            for (Line line : lines) {
                if (line.number() == 0) {
                    out.write(head(line));
                }
                out.write("    " + account(line.organisation(), line.account()) + "  "
                        + line.debit().minus(line.credit()) + " CNY\n");
            }
            after = lines.getLast().sequence();
        }
    }

    /// Our account as hledger knows it: first the type, then the name, the organisation last.
    static String account(UUID organisation, String name) {
        String type = switch (name.split(":", 2)[0]) {
            case "cash", "unbilled", "receivable", "subsidy_accrued", "subsidy_claimed" -> "assets";
            case "prepaid", "unassigned", "vat_output", "programme_repayable" -> "liabilities";
            case "revenue", "revenue_adjustment", "breakage" -> "revenues";
            case "bad_debt", "subsidy_shortfall" -> "expenses";
            default -> "memo";
        };
        return type + ":" + name + ":" + (organisation.equals(Ledger.HOUSE) ? "house" : organisation);
    }

    private static String head(Line line) {
        return "\n" + ServiceTime.day(line.at()) + " * " + plain(line.cause()) + " " + plain(line.key())
                + "\n    ; id:" + line.transaction() + ", sequence:" + line.sequence() + ", month:" + line.month()
                + ", at:" + line.at() + ", author:" + plain(line.author())
                + (line.charge() == null ? "" : ", charge:" + line.charge()) + "\n";
    }

    /// Text in which nothing means anything to the reader of a journal.
    private static String plain(String text) {
        return text.replaceAll("[;,|\\p{Cntrl}]", " ");
    }

    private List<Line> read(@Nullable UUID organisation, long after) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(after);
        if (organisation != null) {
            parameters.add(organisation);
        }
        parameters.add(PAGE);
        Supplier<List<Line>> page = () -> sql.list(
                "select t.*, p.line, p.account, p.debit, p.credit from (select organisation_id, id, sequence,"
                        + " business_key, cause, charge_id, month, booked_at, author from ledger_transaction"
                        + " where sequence > ?" + (organisation == null ? "" : " and organisation_id = ?")
                        + " order by sequence limit ?) t"
                        + " join ledger_posting p on p.organisation_id = t.organisation_id and p.transaction_id = t.id"
                        + " order by t.sequence, p.line",
                Journal::line,
                parameters.toArray());
        return organisation == null ? tenancy.asJobs(page) : tenancy.asOrganisation(organisation, page);
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                Sql.uuid(row, "organisation_id"),
                Sql.uuid(row, "id"),
                row.getLong("sequence"),
                Sql.text(row, "business_key"),
                Sql.text(row, "cause"),
                Sql.uuidOrNull(row, "charge_id"),
                Sql.text(row, "month"),
                Sql.instant(row, "booked_at"),
                Sql.text(row, "author"),
                row.getInt("line"),
                Sql.text(row, "account"),
                Sql.money(row, "debit"),
                Sql.money(row, "credit"));
    }

    private record Line(
            UUID organisation,
            UUID transaction,
            long sequence,
            String key,
            String cause,
            @Nullable UUID charge,
            String month,
            Instant at,
            String author,
            int number,
            String account,
            Money debit,
            Money credit) {}
}
