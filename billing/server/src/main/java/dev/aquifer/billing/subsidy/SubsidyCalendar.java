package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.sql.Sql;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/// What the calendar does by itself: a programme closes when its time is over, a grant expires when its own is. May
/// run twice, late, or in several servers at once.
@ApplicationScoped
class SubsidyCalendar {
    private final Sql sql;
    private final InstantSource clock;
    private final Tenancy tenancy;
    private final Acts acts;

    SubsidyCalendar(Sql sql, InstantSource clock, Tenancy tenancy, Acts acts) {
        this.sql = sql;
        this.clock = clock;
        this.tenancy = tenancy;
        this.acts = acts;
    }

    private record Ended(UUID organisation, UUID id, Money used) {}

    @Scheduled(every = "60s", delayed = "15s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        var now = clock.instant();
        tenancy.asNobody(() -> close(now));
        tenancy.asJobs(() -> expire(now));
    }

    /// The newest version alone: an earlier one no longer says when the programme ends.
    private int close(Instant now) {
        var closed = sql.list(
                """
                update programme_version v set state = 'CLOSED'
                where v.state = 'PUBLISHED' and v.valid_until <= ? and not exists (select from programme_version later
                  where later.programme_id = v.programme_id and later.version > v.version and later.state <> 'DRAFT')
                returning v.programme_id, v.version""",
                row -> {
                    var programme = Sql.uuid(row, "programme_id");
                    return new Closed(programme, row.getInt("version"));
                },
                now);
        closed.forEach(each -> acts.systemEvent(
                "programme.closed", each.programme(), "version " + each.version() + ": its time is over"));
        return closed.size();
    }

    private int expire(Instant now) {
        var ended = sql.list(
                "update subsidy_grant set state = 'EXPIRED' where state in ('ACTIVE', 'SUSPENDED') and valid_until <= ?"
                        + " returning organisation_id, id, used",
                row -> new Ended(Sql.uuid(row, "organisation_id"), Sql.uuid(row, "id"), Sql.money(row, "used")),
                now);
        ended.forEach(each ->
                acts.systemStep(each.organisation(), "grant.expired", each.id(), "accrued " + each.used() + " CNY"));
        return ended.size();
    }

    private record Closed(UUID programme, int version) {}
}
