package dev.aquifer.billing.bill;

import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;

/// Numbers of bills: 1, 2, 3 … for each issuer and year of issue, without gaps. Who has taken one holds the series'
/// row until the transaction ends, so that a close that comes to nothing gives its number back. The organisation is
/// locked before the series, by everyone.
@ApplicationScoped
class BillNumbers {

    private final Sql sql;

    BillNumbers(Sql sql) {
        this.sql = sql;
    }

    /// E.g. `AQ-2026-000117`. A second issuer in the same database has `AQ2`: no two bills ever share a number.
    String next(String issuer, Instant at) {
        int year = ServiceTime.month(at).getYear();
        return sql.first(
                        "insert into bill_series as s (issuer, year, prefix, last) values (?, ?, coalesce("
                                + "(select min(prefix) from bill_series where issuer = ?),"
                                + " (select case count(distinct issuer) when 0 then 'AQ'"
                                + " else 'AQ' || count(distinct issuer) + 1 end from bill_series)), 1)"
                                + " on conflict (issuer, year) do update set last = s.last + 1 returning prefix, last",
                        row -> String.format(
                                Locale.ROOT, "%s-%d-%06d", Sql.text(row, "prefix"), year, row.getLong("last")),
                        issuer,
                        year,
                        issuer)
                .orElseThrow();
    }
}
