package dev.aquifer.billing.month;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.month.BillRelease;
import dev.aquifer.billing.api.month.CloseRunView.Hold;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The bills that wait for an operator, and what operators have released.
@ApplicationScoped
public class Holds {

    /// @param times by so much more than the median a bill may be
    public record StandsOut(YearMonth month, Money net, Money median, int times) {}

    private static final int SHOWN = 100;
    private static final String COLUMNS =
            "select organisation_id, month, net, median, times, noted_at from close_hold h";

    private final Sql sql;

    Holds(Sql sql) {
        this.sql = sql;
    }

    /// Of all organisations, in the close of this month. Bound to the jobs.
    public List<Hold> in(YearMonth run) {
        return sql.list(COLUMNS + " where run = ? order by noted_at limit " + SHOWN, Holds::read, run);
    }

    public Optional<Hold> find(UUID organisation, YearMonth month) {
        return sql.first(COLUMNS + " where organisation_id = ? and month = ?", Holds::read, organisation, month);
    }

    /// @return false if it was known
    public boolean note(UUID organisation, YearMonth run, StandsOut why, Instant now) {
        return sql.update(
                        "insert into close_hold as h (organisation_id, month, run, net, median, times, noted_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?) on conflict (organisation_id) do update set"
                                + " month = excluded.month, run = excluded.run, net = excluded.net,"
                                + " median = excluded.median, times = excluded.times, noted_at = excluded.noted_at"
                                + " where (h.month, h.run, h.net, h.median, h.times) <>"
                                + " (excluded.month, excluded.run, excluded.net, excluded.median, excluded.times)",
                        organisation,
                        why.month(),
                        run,
                        why.net(),
                        why.median(),
                        why.times(),
                        now)
                > 0;
    }

    public void clear(UUID organisation) {
        sql.update("delete from close_hold where organisation_id = ?", organisation);
    }

    /// Whether an operator has said yes to a bill of at least so much.
    public boolean released(UUID organisation, YearMonth month, Money net) {
        return sql.first(
                        "select 1 as one from close_release where organisation_id = ? and month = ? and net >= ? limit 1",
                        row -> row.getInt("one"),
                        organisation,
                        month,
                        net)
                .isPresent();
    }

    /// The bill closes with the next look of the close that runs.
    ///
    /// @param author subject of the person's token
    public void release(UUID id, BillRelease release, String author) {
        sql.update(
                "insert into close_release (organisation_id, id, month, net, reason, author, author_name, released_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                release.organisation(),
                id,
                release.month(),
                release.net(),
                release.reason(),
                author,
                release.releasedBy(),
                release.releasedAt());
        clear(release.organisation());
    }

    private static Hold read(ResultSet row) throws SQLException {
        return new Hold(
                Sql.uuid(row, "organisation_id"),
                YearMonth.parse(Sql.text(row, "month")),
                Sql.money(row, "net"),
                Sql.money(row, "median"),
                row.getInt("times"),
                Sql.instant(row, "noted_at"));
    }
}
