package dev.aquifer.billing.budget;

import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.money.ServiceTime;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Looks at the budgets of organisations whose charges or budgets have changed, every few seconds.
@ApplicationScoped
class BudgetWatch {

    /// What was looked at last; written and read by the one thread that looks.
    private record Seen(String month, Instant charge, List<Budget> budgets) {}

    private final Budgets budgets;
    private final BudgetDesk desk;
    private final Tenancy tenancy;
    private final InstantSource clock;
    private final Map<UUID, Seen> seen = new ConcurrentHashMap<>();

    BudgetWatch(Budgets budgets, BudgetDesk desk, Tenancy tenancy, InstantSource clock) {
        this.budgets = budgets;
        this.desk = desk;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void lookAll() {
        for (UUID organisation : tenancy.asJobs(budgets::organisations)) {
            try {
                tenancy.asOrganisation(organisation, () -> lookIfChanged(organisation));
            } catch (RuntimeException e) {
                Log.warnf(e, "budgets were not looked at organisation=%s", organisation);
            }
        }
    }

    private void lookIfChanged(UUID organisation) {
        String month = ServiceTime.month(clock.instant()).toString();
        Seen now = new Seen(month, budgets.lastCharge(organisation, month), budgets.of(organisation));
        if (!now.equals(seen.get(organisation))) {
            desk.look(organisation);
            seen.put(organisation, now);
        }
    }
}
