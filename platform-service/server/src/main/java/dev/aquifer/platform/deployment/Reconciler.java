package dev.aquifer.platform.deployment;

import dev.aquifer.platform.caller.Tenancy;
import dev.aquifer.platform.lease.LeaseDesk;
import dev.aquifer.platform.runner.Launch;
import dev.aquifer.platform.runner.Runner;
import dev.aquifer.platform.runner.Sight;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Brings about what is wanted: looks at every deployment that is not at rest, whenever it is woken and at every
/// tick. It keeps nothing in memory that a crash could lose: rows say what should be, processes what is.
@ApplicationScoped
class Reconciler {
    private final Round round;
    private final Deployments deployments;
    private final Replicas replicas;
    private final LeaseDesk leases;
    private final Tenancy tenancy;
    private final Runner runner;
    private final InstantSource clock;
    /// Released by whoever changed something, taken by the loop.
    private final Semaphore woken = new Semaphore(0);
    /// Set once by the shutdown, read by every round.
    private volatile boolean closing;
    /// Set once by the loop: before that nothing may note a sign of life that a crash interrupted.
    private volatile boolean recovered;

    Reconciler(
            Round round,
            Deployments deployments,
            Replicas replicas,
            LeaseDesk leases,
            Tenancy tenancy,
            Runner runner,
            InstantSource clock) {
        this.round = round;
        this.deployments = deployments;
        this.replicas = replicas;
        this.leases = leases;
        this.tenancy = tenancy;
        this.runner = runner;
        this.clock = clock;
    }

    /// Something changed: look now. Never waits.
    void wake() {
        woken.release();
    }

    /// Waits for the next wake, at most so long.
    void awaitWake(Duration atMost) throws InterruptedException {
        woken.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        woken.drainPermits();
    }

    /// After a start: takes up the replicas whose process still runs, closes the leases of the others at their last
    /// sign of life, and ends engines that belong to nobody.
    void recover() {
        Set<UUID> adopted = new HashSet<>();
        for (Replicas.Reference replica : tenancy.asJobs(replicas::allLive)) {
            switch (runner.look(replica.replica())) {
                case Sight.Loading _, Sight.Serving _ -> adopted.add(replica.replica());
                case Sight.Absent _, Sight.Ended _ ->
                    tenancy.asOrganisation(replica.organisation(), () -> endUnseen(replica));
            }
        }
        runner.endAllBut(adopted);
        recovered = true;
    }

    private void endUnseen(Replicas.Reference reference) {
        Replica replica = replicas.findById(reference.replica());
        if (replica != null && replica.live()) {
            Log.warnf("replica was gone after a restart replica=%s", reference.replica());
            leases.closeAtLastSignOfLife(reference.lease());
            replica.end(clock.instant());
        }
    }

    /// Looks at every deployment that is not at rest. One that fails to be looked at does not keep the others
    /// waiting.
    void reconcileAll() {
        for (Deployments.Reference reference : tenancy.asJobs(deployments::unsettled)) {
            try {
                reconcile(reference);
            } catch (RuntimeException e) {
                Log.errorf(e, "deployment could not be reconciled deployment=%s", reference.deployment());
            }
        }
    }

    void reconcile(Deployments.Reference reference) {
        Round.Acts acts = tenancy.asOrganisation(reference.organisation(), () -> round.run(reference, runner, closing));
        for (Launch launch : acts.start()) {
            runner.start(launch);
        }
        acts.stop().forEach(runner::stop);
        acts.forget().forEach(runner::clear);
    }

    /// Notes that the leases of all running replicas are alive.
    void noteSignsOfLife() {
        Set<UUID> running = runner.running();
        if (recovered && !running.isEmpty()) {
            tenancy.asJobs(() -> leases.noteAlive(replicas.leasesOf(running), clock.instant()));
        }
    }

    /// From now on nothing is wanted to run; what is wanted after the next start stays written.
    void close() {
        closing = true;
        wake();
    }

    boolean anythingLive() {
        List<Replicas.Reference> live = tenancy.asJobs(replicas::allLive);
        return !live.isEmpty();
    }
}
