package dev.aquifer.billing.month;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.month.CloseRunView.Failure;
import dev.aquifer.billing.api.month.CloseRunView.Overcharge;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The closes of months over all organisations: what is wanted of each, how far it is, what failed. Reading over
/// organisations asks for the jobs' binding.
@ApplicationScoped
public class CloseRuns {

    /// @param wanted true: it is to go on; false: it was stopped
    public record Run(
            YearMonth month,
            boolean wanted,
            String askedBy,
            Instant askedAt,
            @Nullable String reason,
            @Nullable Instant finishedAt) {}

    /// How far a month is. @param payable sum of its bills
    public record Progress(long organisations, long closed, long bills, Money payable) {}

    private static final int SHOWN = 100;

    private final Sql sql;

    CloseRuns(Sql sql) {
        this.sql = sql;
    }

    /// Newest month first.
    public List<Run> all() {
        return sql.list(
                "select month, wanted, asked_by, asked_at, reason, finished_at from close_run order by month desc",
                row -> new Run(
                        YearMonth.parse(Sql.text(row, "month")),
                        Sql.text(row, "wanted").equals("RUN"),
                        Sql.text(row, "asked_by"),
                        Sql.instant(row, "asked_at"),
                        row.getString("reason"),
                        Sql.instantOrNull(row, "finished_at")));
    }

    public Optional<Run> find(YearMonth month) {
        return all().stream().filter(run -> run.month().equals(month)).findFirst();
    }

    /// Wants a month closed if nobody has said anything about it yet.
    public void want(YearMonth month, Instant now) {
        sql.update(
                "insert into close_run (month, wanted, asked_by, asked_at) values (?, 'RUN', 'system', ?)"
                        + " on conflict (month) do nothing",
                month,
                now);
    }

    /// A person wants it closed, or stopped.
    public void ask(Run run) {
        sql.update(
                "insert into close_run as r (month, wanted, asked_by, asked_at, reason) values (?, ?, ?, ?, ?)"
                        + " on conflict (month) do update set wanted = excluded.wanted, asked_by = excluded.asked_by,"
                        + " asked_at = excluded.asked_at, reason = coalesce(excluded.reason, r.reason)",
                run.month(),
                run.wanted() ? "RUN" : "STOP",
                run.askedBy(),
                run.askedAt(),
                run.reason());
    }

    public boolean wanted(YearMonth month) {
        return find(month).map(Run::wanted).orElse(false);
    }

    public void finished(YearMonth month, Instant now) {
        sql.update("update close_run set finished_at = ? where month = ? and finished_at is null", now, month);
    }

    /// The organisations that are not closed through this month, oldest first.
    public List<UUID> open(YearMonth month) {
        return sql.list(
                "select organisation_id from organisation o where not exists (select from month_close c"
                        + " where c.organisation_id = o.organisation_id and c.month >= ?) order by organisation_id",
                row -> Sql.uuid(row, "organisation_id"),
                month);
    }

    public Progress progress(YearMonth month) {
        return sql.first(
                        "select (select count(*) from organisation) as organisations,"
                                + " (select count(distinct organisation_id) from month_close where month >= ?) as closed,"
                                + " count(*) as bills, coalesce(sum(payable), 0) as payable"
                                + " from closed_bill where month = ?",
                        row -> new Progress(
                                row.getLong("organisations"),
                                row.getLong("closed"),
                                row.getLong("bills"),
                                Sql.money(row, "payable")),
                        month,
                        month)
                .orElseThrow();
    }

    /// Of organisations that are still open: another run may have closed one whose failure was noted after that.
    public List<Failure> failures(YearMonth month) {
        return sql.list(
                "select f.organisation_id, f.at, f.message from close_failure f where f.month = ? and not exists"
                        + " (select from month_close c where c.organisation_id = f.organisation_id"
                        + " and c.month >= f.month) order by f.at desc limit " + SHOWN,
                row -> new Failure(Sql.uuid(row, "organisation_id"), Sql.instant(row, "at"), Sql.text(row, "message")),
                month);
    }

    /// Of charges on bills of this month.
    public List<Overcharge> overcharges(YearMonth month) {
        return sql.list(
                "select o.organisation_id, o.charge_id, o.amount, o.noted_at from overcharge o"
                        + " where o.amount > 0 and o.month = ? order by o.noted_at desc limit " + SHOWN,
                row -> new Overcharge(
                        Sql.uuid(row, "organisation_id"),
                        Sql.uuid(row, "charge_id"),
                        Sql.money(row, "amount"),
                        Sql.instant(row, "noted_at")),
                month);
    }

    /// Bound to the organisation.
    public void failed(UUID organisation, YearMonth month, String message, Instant now) {
        sql.update(
                "insert into close_failure (organisation_id, month, at, message) values (?, ?, ?, ?)"
                        + " on conflict (organisation_id, month) do update set at = excluded.at, message = excluded.message",
                organisation,
                month,
                now,
                message);
    }

    /// Nothing has failed any more. Bound to the organisation.
    public void succeeded(UUID organisation) {
        sql.update("delete from close_failure where organisation_id = ?", organisation);
    }

    /// Notes by how much a charge on a closed bill is too high. Bound to the organisation.
    ///
    /// @param month of its bill, @param amount zero once nothing is too high any more
    public void overcharged(UUID organisation, UUID charge, YearMonth month, Money amount, Instant now) {
        if (amount.isZero()) {
            sql.update(
                    "update overcharge set amount = 0, noted_at = ? where organisation_id = ? and charge_id = ?"
                            + " and amount > 0",
                    now,
                    organisation,
                    charge);
        } else {
            sql.update(
                    "insert into overcharge as o (organisation_id, charge_id, month, amount, noted_at)"
                            + " values (?, ?, ?, ?, ?) on conflict (organisation_id, charge_id) do update"
                            + " set amount = excluded.amount, noted_at = excluded.noted_at"
                            + " where o.amount <> excluded.amount",
                    organisation,
                    charge,
                    month,
                    amount,
                    now);
        }
    }
}
