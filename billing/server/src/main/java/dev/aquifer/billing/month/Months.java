package dev.aquifer.billing.month;

import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The months of the organisation that the transaction is bound to. Months are closed in order: one that is closed
/// has no open one before it. Who writes to a bill asks here after `Ledger.lock`, so that it cannot be closed
/// meanwhile.
@ApplicationScoped
public class Months {

    /// The closed months of one organisation, as they are while it is locked in the ledger.
    ///
    /// @param through the last of them; null if there is none
    public record Closed(@Nullable YearMonth through) {

        public boolean has(YearMonth month) {
            return through != null && !month.isAfter(through);
        }

        /// See [Months#billFor].
        public YearMonth billFor(YearMonth service) {
            return through != null && has(service) ? through.plusMonths(1) : service;
        }
    }

    /// How a month was closed: what its bill was made from that is no fact.
    ///
    /// @param name of the organisation then, @param issuer of the bill, @param by `system` or a person's name
    /// @param number of the bill; null if there is none, or if it is from before bills had a series
    public record Close(
            YearMonth month,
            Instant at,
            String by,
            String name,
            String issuer,
            @Nullable String number) {

        public Close numbered(String given) {
            return new Close(month, at, by, name, issuer, given);
        }
    }

    private final Sql sql;
    private final InstantSource clock;

    Months(Sql sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// The bill on which something of this month of service stands when it is posted now: that month's while it is
    /// open, else the first open one after it. The running month is never closed, so there always is one.
    public YearMonth billFor(UUID organisation, YearMonth service) {
        return closed(organisation).billFor(service);
    }

    /// The calendar month now, in Asia/Shanghai: the bill on which decisions, credit notes and settlements stand.
    public YearMonth running() {
        return ServiceTime.month(clock.instant());
    }

    public boolean closed(UUID organisation, YearMonth month) {
        return closed(organisation).has(month);
    }

    public Closed closed(UUID organisation) {
        return new Closed(sql.first(
                        "select month from month_close where organisation_id = ? order by month desc limit 1",
                        row -> YearMonth.parse(Sql.text(row, "month")),
                        organisation)
                .orElse(null));
    }

    public Optional<Close> close(UUID organisation, YearMonth month) {
        return sql.first(
                "select closed_at, closed_by, organisation_name, issuer, bill_number from month_close"
                        + " where organisation_id = ? and month = ?",
                row -> new Close(
                        month,
                        Sql.instant(row, "closed_at"),
                        Sql.text(row, "closed_by"),
                        Sql.text(row, "organisation_name"),
                        Sql.text(row, "issuer"),
                        row.getString("bill_number")),
                organisation,
                month);
    }

    /// Closes the month for good. The organisation is locked, every earlier month has been closed or has no posting.
    ///
    /// @throws IllegalArgumentException if the month has not ended
    public void add(UUID organisation, Close close) {
        if (!close.month().isBefore(running())) {
            throw new IllegalArgumentException("month " + close.month() + " has not ended");
        }
        sql.update(
                "insert into month_close (organisation_id, month, closed_at, closed_by, organisation_name, issuer,"
                        + " bill_number) values (?, ?, ?, ?, ?, ?, ?)",
                organisation,
                close.month(),
                close.at(),
                close.by(),
                close.name(),
                close.issuer(),
                close.number());
    }
}
