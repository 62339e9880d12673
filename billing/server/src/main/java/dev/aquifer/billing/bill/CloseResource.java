package dev.aquifer.billing.bill;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.month.BillRelease;
import dev.aquifer.billing.api.month.CloseApi;
import dev.aquifer.billing.api.month.CloseRunView;
import dev.aquifer.billing.api.month.CloseState;
import dev.aquifer.billing.api.month.ReleaseBill;
import dev.aquifer.billing.api.month.StartClose;
import dev.aquifer.billing.audit.Audit;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.idempotency.Idempotent;
import dev.aquifer.billing.month.CloseRuns;
import dev.aquifer.billing.month.CloseRuns.Run;
import dev.aquifer.billing.month.Holds;
import dev.aquifer.billing.month.Months;
import dev.aquifer.billing.problem.Problems;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// See [CloseApi]. It says what is wanted; [CloseJob] does it within seconds.
@RolesAllowed("operator")
@RunOnVirtualThread
class CloseResource implements CloseApi {

    private final CloseRuns runs;
    private final Holds holds;
    private final Months months;
    private final Audit audit;
    private final Ids ids;
    private final Caller caller;
    private final Tenancy tenancy;
    private final InstantSource clock;

    CloseResource(
            CloseRuns runs,
            Holds holds,
            Months months,
            Audit audit,
            Ids ids,
            Caller caller,
            Tenancy tenancy,
            InstantSource clock) {
        this.runs = runs;
        this.holds = holds;
        this.months = months;
        this.audit = audit;
        this.ids = ids;
        this.caller = caller;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    @Override
    public List<CloseRunView> closes() {
        return tenancy.asJobs(() -> runs.all().stream().map(this::view).toList());
    }

    @Override
    @Idempotent
    public CloseRunView start(StartClose request) {
        YearMonth month = BillMonth.of(request.month());
        if (!month.isBefore(months.running())) {
            throw Problems.invalid("month", "month must have ended; " + months.running() + " is running");
        }
        return asked(month, true, request.reason().strip());
    }

    @Override
    @Idempotent
    public CloseRunView stop(String text) {
        YearMonth month = BillMonth.of(text);
        if (tenancy.asNobody(() -> runs.find(month)).isEmpty()) {
            throw Problems.notFound("close", text);
        }
        return asked(month, false, null);
    }

    @Override
    @Idempotent
    public BillRelease release(UUID organisation, String text, ReleaseBill request) {
        YearMonth month = BillMonth.of(text);
        return tenancy.asOrganisation(organisation, () -> {
            CloseRunView.Hold hold =
                    holds.find(organisation, month).orElseThrow(() -> Problems.notFound("waiting bill", text));
            if (hold.net().compareTo(request.net()) != 0) {
                throw Problems.conflict("The bill of " + month + " is over " + hold.net() + " CNY by now, not "
                        + request.net() + " CNY: look at it again.");
            }
            BillRelease release = new BillRelease(
                    organisation,
                    month,
                    hold.net(),
                    request.reason().strip(),
                    caller.name(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            holds.release(ids.next(), release, caller.person());
            audit.note(
                    organisation,
                    caller.person(),
                    caller.name(),
                    "bill.release",
                    month.toString(),
                    "net " + release.net() + " CNY: " + release.reason());
            return release;
        });
    }

    private CloseRunView asked(YearMonth month, boolean wanted, @Nullable String reason) {
        Run run = tenancy.asNobody(() -> {
            runs.ask(new Run(month, wanted, caller.name(), clock.instant(), reason, null));
            return runs.find(month).orElseThrow();
        });
        return tenancy.asJobs(() -> view(run));
    }

    private CloseRunView view(Run run) {
        CloseRuns.Progress progress = runs.progress(run.month());
        boolean done = progress.closed() >= progress.organisations();
        return new CloseRunView(
                run.month(),
                done ? CloseState.DONE : run.wanted() ? CloseState.RUNNING : CloseState.STOPPED,
                progress.organisations(),
                progress.closed(),
                progress.bills(),
                progress.payable(),
                run.askedBy(),
                run.askedAt(),
                run.reason(),
                run.finishedAt(),
                runs.failures(run.month()),
                holds.in(run.month()),
                runs.overcharges(run.month()));
    }
}
