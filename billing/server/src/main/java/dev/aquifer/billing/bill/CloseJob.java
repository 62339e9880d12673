package dev.aquifer.billing.bill;

import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.month.CloseRuns;
import dev.aquifer.billing.month.CloseRuns.Run;
import dev.aquifer.billing.month.Holds;
import dev.aquifer.billing.month.MonthSettings;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Closes the months that are wanted closed, organisation after organisation. What is left to do is read from the
/// database each time, so that it may be stopped or killed anywhere and goes on from there; two at once, in two
/// instances, close each organisation once.
@ApplicationScoped
class CloseJob {

    private static final int WORKERS = 4;

    private final CloseRuns runs;
    private final Holds holds;
    private final BillClose closing;
    private final MonthSettings settings;
    private final Tenancy tenancy;
    private final InstantSource clock;

    CloseJob(
            CloseRuns runs,
            Holds holds,
            BillClose closing,
            MonthSettings settings,
            Tenancy tenancy,
            InstantSource clock) {
        this.runs = runs;
        this.holds = holds;
        this.closing = closing;
        this.settings = settings;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /// 1. Wants the last month whose grace is over. 2. Works on each month that is wanted and not finished, and on
    /// the newest finished one, which an organisation may have joined since.
    @Scheduled(every = "5s", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        Instant now = clock.instant();
        YearMonth due = ServiceTime.month(now.minus(settings.grace())).minusMonths(1);
        List<Run> known = tenancy.asNobody(runs::all);
        if (settings.automatic() && known.stream().noneMatch(run -> run.month().equals(due))) {
            tenancy.asNobody(() -> {
                runs.want(due, now);
                return true;
            });
            known = tenancy.asNobody(runs::all);
        }
        YearMonth newest = known.stream()
                .filter(Run::wanted)
                .map(Run::month)
                .max(Comparator.naturalOrder())
                .orElse(null);
        known.stream()
                .filter(Run::wanted)
                .filter(run -> run.finishedAt() == null || run.month().equals(Objects.requireNonNull(newest)))
                .sorted(Comparator.comparing(Run::month))
                .forEach(this::work);
    }

    private void work(Run run) {
        YearMonth month = run.month();
        List<UUID> open = tenancy.asJobs(() -> runs.open(month));
        if (!open.isEmpty()) {
            // An executor's close waits for what it was given.
            try (ExecutorService workers = Executors.newFixedThreadPool(
                    WORKERS, Thread.ofVirtual().name("close-", 0).factory())) {
                open.forEach(organisation -> workers.execute(() -> one(organisation, month, run.askedBy())));
            }
        }
        if (run.finishedAt() == null && tenancy.asJobs(() -> runs.open(month)).isEmpty()) {
            tenancy.asNobody(() -> {
                runs.finished(month, clock.instant());
                return true;
            });
            Log.infof("month closed month=%s organisations=%d", month, open.size());
        }
    }

    private void one(UUID organisation, YearMonth month, String by) {
        try {
            if (tenancy.asNobody(() -> runs.wanted(month))) {
                closing.close(organisation, month, by);
            }
        } catch (HeldBill held) {
            hold(organisation, month, held);
        } catch (RuntimeException e) {
            Log.warnf(e, "month not closed organisation=%s month=%s", organisation, month);
            note(organisation, month, e);
        }
    }

    /// It is looked at again with each look of the job: a release or a credit note lets it close.
    private void hold(UUID organisation, YearMonth month, HeldBill held) {
        try {
            boolean isNew = tenancy.asOrganisation(organisation, () -> {
                runs.succeeded(organisation);
                return holds.note(organisation, month, held.why(), clock.instant());
            });
            if (isNew) {
                Log.warnf("bill waits for an operator organisation=%s month=%s: %s", organisation, month, held);
            }
        } catch (RuntimeException e) {
            Log.warnf(e, "waiting bill not noted organisation=%s month=%s", organisation, month);
        }
    }

    private void note(UUID organisation, YearMonth month, RuntimeException reason) {
        try {
            tenancy.asOrganisation(
                    organisation,
                    () -> runs.failed(organisation, month, String.valueOf(reason.getMessage()), clock.instant()));
        } catch (RuntimeException e) {
            Log.warnf(e, "failure not noted organisation=%s month=%s", organisation, month);
        }
    }
}
