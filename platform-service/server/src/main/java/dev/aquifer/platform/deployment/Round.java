package dev.aquifer.platform.deployment;

import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.deployment.DeploymentState;
import dev.aquifer.platform.api.lease.Purpose;
import dev.aquifer.platform.api.pool.PoolView;
import dev.aquifer.platform.clock.Ids;
import dev.aquifer.platform.lease.LeaseDesk;
import dev.aquifer.platform.lease.LeaseOutcome;
import dev.aquifer.platform.lease.LeaseRequest;
import dev.aquifer.platform.model.ModelShelf;
import dev.aquifer.platform.model.ServableModel;
import dev.aquifer.platform.outbox.Outbox;
import dev.aquifer.platform.pool.Pools;
import dev.aquifer.platform.runner.Launch;
import dev.aquifer.platform.runner.Runner;
import dev.aquifer.platform.runner.Sight;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One look at one deployment: compares what is wanted with what is, and writes down what follows. What has to be
/// done with processes is given back and done after the commit. It may run twice, late, or after a crash.
@ApplicationScoped
class Round {
    /// A replica that served so long is replaced at once when it dies; one that did not counts as a failed start, so
    /// that an engine that dies whenever it is ready does not go in circles for ever.
    private static final Duration SERVED_LONG = Duration.ofSeconds(10);
    /// Ended replicas that are kept, with their logs.
    private static final int KEPT = 8;

    static final String SHUT_DOWN = "The platform is being restarted; the deployment comes back with it.";

    private final Deployments deployments;
    private final Replicas replicas;
    private final StateBook book;
    private final LeaseDesk leases;
    private final ModelShelf models;
    private final Pools pools;
    private final Outbox outbox;
    private final Ids ids;
    private final InstantSource clock;

    Round(
            Deployments deployments,
            Replicas replicas,
            StateBook book,
            LeaseDesk leases,
            ModelShelf models,
            Pools pools,
            Outbox outbox,
            Ids ids,
            InstantSource clock) {
        this.deployments = deployments;
        this.replicas = replicas;
        this.book = book;
        this.leases = leases;
        this.models = models;
        this.pools = pools;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /// What is to be done with processes, in this order. @param forget replicas whose folders are no longer needed
    record Acts(List<Launch> start, List<UUID> stop, List<UUID> forget) {
        private static Acts none() {
            return new Acts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /// @param closing true while the server shuts down: then nothing is wanted to run
    @Transactional(TxType.MANDATORY)
    Acts run(Deployments.Reference reference, Runner runner, boolean closing) {
        Acts acts = Acts.none();

        // 1. Take the deployment, alone; it may be gone.
        Deployment deployment = deployments
                .lock(reference.organisation(), reference.deployment())
                .orElse(null);
        if (deployment == null) {
            return acts;
        }
        Instant now = clock.instant();
        String lastFailure = null;

        // 2. Believe what was seen of its processes, and give back the chips of those that ended.
        List<Replica> live = replicas.live(deployment);
        for (Replica replica : live) {
            String failure = believe(deployment, replica, runner.look(replica.id()), now, acts);
            lastFailure = failure != null ? failure : lastFailure;
        }

        // 3. End what is not wanted.
        boolean run = deployment.wanted() == Wanted.RUNNING && !closing;
        for (Replica replica : live) {
            if (!run && (replica.state() == ReplicaState.STARTING || replica.state() == ReplicaState.READY)) {
                replica.stop(now);
                acts.start().removeIf(launch -> launch.replica().equals(replica.id()));
            }
            if (replica.state() == ReplicaState.STOPPING) {
                acts.stop().add(replica.id());
            }
        }

        // 4. Ask for chips for what is wanted and not there.
        String waiting = null;
        if (run && deployment.tryDue(now)) {
            waiting = fill(deployment, live, now, acts);
        }
        replicas.flush();

        // 5. Forget what ended long ago.
        prune(deployment, acts);

        // 6. Name the state and tell the route; a deleted deployment goes once nothing of it runs.
        long alive = live.stream().filter(Replica::live).count();
        if (deployment.wanted() == Wanted.DELETED && alive == 0) {
            outbox.tombstone(Topics.ROUTES, deployment.id().toString(), deployment.organisation());
            replicas.of(deployment).forEach(replica -> acts.forget().add(replica.id()));
            deployments.delete(deployment);
            return acts;
        }
        name(deployment, live, alive, waiting, lastFailure, closing, now);
        return acts;
    }

    /// The failure, if the replica failed.
    private @Nullable String believe(Deployment deployment, Replica replica, Sight sight, Instant now, Acts acts) {
        boolean stopping = replica.state() == ReplicaState.STOPPING;
        return switch (sight) {
            case Sight.Serving(var url) -> {
                if (replica.state() == ReplicaState.STARTING) {
                    replica.serve(url, now);
                } else if (servedLong(replica, now)) {
                    deployment.startSucceeded();
                }
                yield null;
            }
            case Sight.Loading() -> null;
            case Sight.Absent() -> {
                if (replica.state() == ReplicaState.STARTING) {
                    acts.start().add(launch(deployment, replica.id()));
                    yield null;
                }
                yield over(deployment, replica, stopping, "the engine's process is gone", now);
            }
            case Sight.Ended(String words) -> over(deployment, replica, stopping, words, now);
        };
    }

    private @Nullable String over(Deployment deployment, Replica replica, boolean wanted, String words, Instant now) {
        leases.close(replica.lease(), now);
        if (wanted) {
            replica.end(now);
            return null;
        }
        if (servedLong(replica, now)) {
            deployment.lost(now);
        } else {
            deployment.startFailed(now);
        }
        replica.fail(words, now);
        return words;
    }

    private static boolean servedLong(Replica replica, Instant now) {
        Instant readyAt = replica.readyAt();
        return readyAt != null && readyAt.plus(SERVED_LONG).isBefore(now);
    }

    /// The reason why it waits for chips, if it does.
    private @Nullable String fill(Deployment deployment, List<Replica> live, Instant now, Acts acts) {
        long there = live.stream()
                .filter(replica -> replica.state() == ReplicaState.STARTING || replica.state() == ReplicaState.READY)
                .count();
        List<Replica> fresh = new ArrayList<>();
        for (long i = there; i < deployment.replicas(); i++) {
            var request = new LeaseRequest(
                    deployment.organisation(),
                    deployment.pool(),
                    1,
                    Purpose.INFERENCE,
                    deployment.id(),
                    deployment.name(),
                    deployment.shared());
            switch (leases.open(request)) {
                case LeaseOutcome.Granted(UUID lease, Instant from) -> {
                    var replica = new Replica(ids.next(), deployment, lease, from.isBefore(now) ? now : from);
                    fresh.add(replica);
                    acts.start().add(launch(deployment, replica.id()));
                }
                case LeaseOutcome.NoCapacity(int asked, int free) -> {
                    live.addAll(persisted(fresh));
                    PoolView pool = pools.find(deployment.pool()).orElseThrow();
                    return "All " + pool.capacity() + " chips of the pool " + pool.name()
                            + " are leased; it starts as soon as " + asked + " is given back (" + free + " free).";
                }
            }
        }
        live.addAll(persisted(fresh));
        return null;
    }

    private List<Replica> persisted(List<Replica> fresh) {
        // The lease's row first: the replica's points at it.
        replicas.flush();
        fresh.forEach(replicas::persist);
        return fresh;
    }

    private void prune(Deployment deployment, Acts acts) {
        List<Replica> ended = replicas.of(deployment).stream()
                .filter(replica -> !replica.live())
                .toList();
        for (Replica replica : ended.subList(0, Math.max(0, ended.size() - KEPT))) {
            replicas.delete(replica);
            acts.forget().add(replica.id());
        }
    }

    private void name(
            Deployment deployment,
            List<Replica> live,
            long alive,
            @Nullable String waiting,
            @Nullable String lastFailure,
            boolean closing,
            Instant now) {
        if (deployment.wanted() != Wanted.RUNNING) {
            book.enter(deployment, alive > 0 ? DeploymentState.STOPPING : DeploymentState.STOPPED, null, now);
            return;
        }
        if (closing) {
            if (deployment.state() != DeploymentState.FAILED) {
                book.enter(deployment, DeploymentState.WAITING_FOR_CHIPS, SHUT_DOWN, now);
            }
            return;
        }
        long ready = live.stream()
                .filter(replica -> replica.state() == ReplicaState.READY)
                .count();
        boolean starting = live.stream().anyMatch(replica -> replica.state() == ReplicaState.STARTING);
        String failed = lastFailure != null ? failure(deployment, lastFailure) : null;
        if (ready == deployment.replicas()) {
            book.enter(deployment, DeploymentState.READY, null, now);
        } else if (ready > 0) {
            String reason = failed != null ? failed : waiting != null ? waiting : keptReason(deployment);
            book.enter(deployment, DeploymentState.DEGRADED, reason, now);
        } else if (deployment.givenUp() && !starting) {
            book.enter(deployment, DeploymentState.FAILED, failed != null ? failed : deployment.reason(), now);
        } else if (waiting != null && !starting) {
            book.enter(deployment, DeploymentState.WAITING_FOR_CHIPS, waiting, now);
        } else {
            book.enter(deployment, DeploymentState.LOADING, failed != null ? failed : keptReason(deployment), now);
        }
    }

    /// A reason stays while it is still why: the last failed start until one succeeds.
    private static @Nullable String keptReason(Deployment deployment) {
        return deployment.failures() > 0 ? deployment.reason() : null;
    }

    private static String failure(Deployment deployment, String words) {
        return deployment.failures() == 0
                ? "A replica ended and is being replaced: " + words
                : "Start " + deployment.failures() + " of " + Deployment.TRIES + " failed: " + words;
    }

    private Launch launch(Deployment deployment, UUID replica) {
        ServableModel model = models.servable(deployment.model()).orElseThrow();
        var file = model.file();
        return new Launch(
                replica,
                deployment.name(),
                file == null ? new Launch.Weights.BuiltIn(model.slug()) : new Launch.Weights.GgufFile(file),
                deployment.contextLength(),
                deployment.parallel());
    }
}
