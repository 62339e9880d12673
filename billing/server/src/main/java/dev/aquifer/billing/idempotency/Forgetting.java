package dev.aquifer.billing.idempotency;

import dev.aquifer.billing.caller.Tenancy;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;

/// Forgets answers that are older than two days.
@ApplicationScoped
class Forgetting {

    private static final Duration KEPT = Duration.ofDays(2);

    private final Answers answers;
    private final Tenancy tenancy;
    private final InstantSource clock;

    Forgetting(Answers answers, Tenancy tenancy, InstantSource clock) {
        this.answers = answers;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    void forget() {
        int gone = tenancy.asJobs(() -> answers.forget(clock.instant().minus(KEPT)));
        Log.debugf("answers forgotten count=%d", gone);
    }
}
