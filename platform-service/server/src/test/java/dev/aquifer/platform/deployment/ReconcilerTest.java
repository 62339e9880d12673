package dev.aquifer.platform.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aquifer.platform.KafkaLog;
import dev.aquifer.platform.MovedClock;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.deployment.DeploymentState;
import dev.aquifer.platform.api.lease.LeaseClosed;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.caller.Tenancy;
import dev.aquifer.platform.clock.Ids;
import dev.aquifer.platform.lease.LeaseDesk;
import dev.aquifer.platform.model.Catalogue;
import dev.aquifer.platform.organisation.OperatorOrganisation;
import dev.aquifer.platform.runner.Runner;
import dev.aquifer.platform.runner.TestRunners;
import io.quarkus.logging.Log;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// C5 and C6 of the reliability promises: from odd states the reconciler comes to rest, and every lease is told once.
@QuarkusTest
@TestProfile(WithoutReconciler.class)
class ReconcilerTest {
    private static final UUID POOL = UUID.fromString("00000000-0000-7000-8000-000000000a06");
    private static final UUID LOCAL = UUID.fromString("00000000-0000-7000-8000-000000000a00");

    private final UUID organisation = UUID.randomUUID();

    /// Back-off and the time after which a replica is believed to be well pass as the test says.
    @Inject
    MovedClock moved;

    @Inject
    Deployments deployments;

    @Inject
    Replicas replicas;

    @Inject
    StateBook book;

    @Inject
    LeaseDesk leases;

    @Inject
    Tenancy tenancy;

    @Inject
    Session session;

    @Inject
    Round round;

    @Inject
    Ids ids;

    @Inject
    KafkaLog kafka;

    @AfterEach
    void leaveNothingRunning() {
        tenancy.asJobs(replicas::allLive)
                .forEach(live -> Engines.of(live.replica()).forEach(ProcessHandle::destroyForcibly));
    }

    @Test
    void from_random_states_it_comes_to_rest_and_writes_no_more() {
        // given
        long seed = Long.getLong("aquifer.seed", 5L);
        Random random = new Random(seed);
        ScriptedRunner runner = new ScriptedRunner();
        Reconciler reconciler = reconciler(runner);
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(make("odd-" + i, POOL, 1 + random.nextInt(3)));
        }
        int struck = 0;

        for (int state = 0; state < 40; state++) {
            // when
            for (int turns = random.nextInt(4); turns > 0; turns--) {
                runner.disturb(random);
                struck++;
                wish(all.get(random.nextInt(all.size())), random);
                all.forEach(id -> reconcileOrCrash(runner, id, random));
                moved.by(Duration.ofSeconds(random.nextInt(20)));
            }
            if (random.nextInt(4) == 0) {
                reconciler.recover();
            }
            for (int rest = 0; rest < 10; rest++) {
                all.forEach(id -> reconciler.reconcile(reference(id)));
                runner.serveAll();
                moved.by(Duration.ofSeconds(12));
            }

            // then
            String settled = rows();
            for (int more = 0; more < 3; more++) {
                all.forEach(id -> reconciler.reconcile(reference(id)));
            }
            assertThat(rows()).as("seed %d state %d", seed, state).isEqualTo(settled);
            all.forEach(this::isAsWanted);
        }
        Log.infof("reconciler seed=%d disturbances=%d", seed, struck);
        assertThat(struck).isGreaterThan(20);
        eachLeaseIsToldOnce();
    }

    @Test
    void a_new_reconciler_adopts_the_engine_that_a_crash_left_and_closes_what_it_cannot_find() {
        // given
        UUID kept = make("kept", LOCAL, 1);
        UUID lost = make("lost", LOCAL, 1);
        Runner before = TestRunners.fresh();
        Reconciler crashed = reconciler(before);
        awaitReady(crashed, kept);
        awaitReady(crashed, lost);
        Replica first = live(kept);
        Replica gone = live(lost);
        crashed.recover();
        moved.by(Duration.ofSeconds(5));
        crashed.noteSignsOfLife();
        Instant lastSign = lastSign(gone.lease());

        // when: the server is gone, and one of the engines with it
        moved.by(Duration.ofMinutes(10));
        Engines.of(gone.id()).forEach(ProcessHandle::destroyForcibly);
        await().until(() -> Engines.of(gone.id()).isEmpty());
        Reconciler next = reconciler(TestRunners.fresh());
        next.recover();

        // then
        assertThat(live(kept).id()).isEqualTo(first.id());
        assertThat(live(kept).state()).isEqualTo(ReplicaState.READY);
        assertThat(closedAt(gone.lease())).isEqualTo(lastSign);
        awaitReady(next, lost);
        assertThat(live(lost).id()).isNotEqualTo(gone.id());

        // and an orderly end gives everything back
        next.close();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            next.reconcile(reference(kept));
            next.reconcile(reference(lost));
            return tenancy.asOrganisation(
                            organisation,
                            () -> session.createSelectionQuery(
                                            "select count(*) from Lease where organisation = ?1 and until is null",
                                            Long.class)
                                    .setParameter(1, organisation)
                                    .getSingleResult())
                    == 0;
        });
        assertThat(find(kept).wanted()).isEqualTo(Wanted.RUNNING);
        assertThat(find(kept).reason()).isEqualTo(Round.SHUT_DOWN);
        eachLeaseIsToldOnce();
    }

    @Test
    void a_deployment_whose_engines_went_with_the_machine_is_looked_at_again() {
        // given
        UUID id = make("machine-lost", POOL, 1);
        awaitServed(new ScriptedRunner(), id);
        Replica lost = live(id);

        // when: server and engines were killed at once, and nothing is known of a process
        var after = new ScriptedRunner();
        reconciler(after).recover();

        // then
        assertThat(find(id).state()).isEqualTo(DeploymentState.READY);
        assertThat(tenancy.asJobs(deployments::unsettled)).contains(reference(id));
        awaitServed(after, id);
        assertThat(live(id).id()).isNotEqualTo(lost.id());
    }

    /// Until it is ready with a replica that lives.
    private void awaitServed(ScriptedRunner runner, UUID id) {
        Reconciler reconciler = reconciler(runner);
        for (int turn = 0; turn < 10; turn++) {
            reconciler.reconcile(reference(id));
            runner.serveAll();
            moved.by(Duration.ofSeconds(12));
        }
        assertThat(find(id).state()).isEqualTo(DeploymentState.READY);
        assertThat(live(id).state()).isEqualTo(ReplicaState.READY);
    }

    @Test
    void engines_that_belong_to_no_replica_are_ended() {
        UUID kept = make("orphan", LOCAL, 1);
        Reconciler crashed = reconciler(TestRunners.fresh());
        awaitReady(crashed, kept);
        UUID replica = live(kept).id();
        tenancy.asOrganisation(organisation, () -> {
            leases.close(replicas.findById(replica).lease(), now());
            replicas.findById(replica).end(now());
        });

        reconciler(TestRunners.fresh()).recover();

        await().atMost(Duration.ofSeconds(10)).until(() -> Engines.of(replica).isEmpty());
    }

    @Test
    void a_deployment_waits_with_a_reason_until_chips_are_given_back() {
        ScriptedRunner runner = new ScriptedRunner();
        Reconciler reconciler = reconciler(runner);
        List<UUID> filling = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            filling.add(make("filling-" + i, POOL, 8));
        }
        UUID last = make("last", POOL, 1);
        filling.forEach(id -> reconciler.reconcile(reference(id)));

        reconciler.reconcile(reference(last));
        assertThat(find(last).state()).isEqualTo(DeploymentState.WAITING_FOR_CHIPS);
        assertThat(find(last).reason()).startsWith("All 64 chips of the pool");

        tenancy.asOrganisation(organisation, () -> wanted(filling.getFirst()).stop());
        for (int i = 0; i < 3; i++) {
            filling.forEach(id -> reconciler.reconcile(reference(id)));
            reconciler.reconcile(reference(last));
        }
        assertThat(find(last).state()).isEqualTo(DeploymentState.LOADING);
        filling.forEach(
                id -> tenancy.asOrganisation(organisation, () -> wanted(id).delete()));
        tenancy.asOrganisation(organisation, () -> wanted(last).delete());
        for (int i = 0; i < 3; i++) {
            filling.forEach(id -> reconciler.reconcile(reference(id)));
            reconciler.reconcile(reference(last));
        }
        eachLeaseIsToldOnce();
    }

    private Reconciler reconciler(Runner runner) {
        return new Reconciler(round, deployments, replicas, leases, tenancy, runner, moved);
    }

    private Instant now() {
        return moved.instant();
    }

    /// A crash in between: the rows were written, the processes were not touched.
    private void reconcileOrCrash(ScriptedRunner runner, UUID id, Random random) {
        if (random.nextInt(5) == 0) {
            tenancy.asOrganisation(organisation, () -> {
                round.run(reference(id), runner, false);
            });
        } else {
            reconciler(runner).reconcile(reference(id));
        }
    }

    private void wish(UUID id, Random random) {
        tenancy.asOrganisation(organisation, () -> {
            Deployment deployment = deployments.find(organisation, id).orElseThrow();
            if (random.nextBoolean()) {
                deployment.stop();
            } else {
                deployment.start(now());
            }
        });
    }

    private void isAsWanted(UUID id) {
        Deployment deployment = find(id);
        long serving = tenancy.asOrganisation(organisation, () -> replicas.live(deployment)).stream()
                .filter(replica -> replica.state() == ReplicaState.READY)
                .count();
        if (deployment.wanted() == Wanted.STOPPED) {
            assertThat(deployment.state()).isEqualTo(DeploymentState.STOPPED);
            assertThat(serving).isZero();
        } else if (!deployment.givenUp()) {
            assertThat(deployment.state()).isEqualTo(DeploymentState.READY);
            assertThat(serving).isEqualTo(deployment.replicas());
        }
    }

    private UUID make(String name, UUID pool, int count) {
        return tenancy.asOrganisation(organisation, () -> {
            var order = new Deployment.Order(
                    name, false, OperatorOrganisation.ID, Catalogue.STARTER_ID, pool, "llama.cpp (CPU)", 512, 8, count);
            var deployment = new Deployment(ids.next(), organisation, order, "test", now());
            deployments.persistAndFlush(deployment);
            book.begin(deployment, now());
            return deployment.id();
        });
    }

    private Deployments.Reference reference(UUID id) {
        return new Deployments.Reference(organisation, id);
    }

    private Deployment find(UUID id) {
        return tenancy.asOrganisation(organisation, () -> deployments.find(organisation, id))
                .orElseThrow();
    }

    /// Within a transaction, so that a wish is written.
    private Deployment wanted(UUID id) {
        return deployments.find(organisation, id).orElseThrow();
    }

    private Replica live(UUID deployment) {
        return tenancy.asOrganisation(organisation, () -> replicas.live(find(deployment)))
                .getLast();
    }

    private void awaitReady(Reconciler reconciler, UUID id) {
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            reconciler.reconcile(reference(id));
            return find(id).state() == DeploymentState.READY;
        });
    }

    private Instant lastSign(UUID lease) {
        return instant("select alive from Lease where id = ?1", lease);
    }

    private Instant closedAt(UUID lease) {
        return instant("select until from Lease where id = ?1", lease);
    }

    private Instant instant(String query, UUID lease) {
        return tenancy.asOrganisation(
                organisation,
                () -> session.createSelectionQuery(query, Instant.class)
                        .setParameter(1, lease)
                        .getSingleResult());
    }

    /// All that the reconciler writes, as one text.
    private String rows() {
        return tenancy.asOrganisation(
                organisation, () -> session.createNativeQuery("""
                        select (select string_agg(d::text, ';' order by id) from deployment d)
                            || (select string_agg(r::text, ';' order by id) from replica r)
                            || (select string_agg(s::text, ';' order by id) from deployment_step s)
                            || (select string_agg(l::text, ';' order by id) from lease l)
                        """, String.class).getSingleResult());
    }

    private void eachLeaseIsToldOnce() {
        List<UUID> all = tenancy.asOrganisation(
                organisation,
                () -> session.createSelectionQuery("select id from Lease where organisation = ?1", UUID.class)
                        .setParameter(1, organisation)
                        .getResultList());
        List<UUID> closed = tenancy.asOrganisation(
                organisation,
                () -> session.createSelectionQuery(
                                "select id from Lease where organisation = ?1 and until is not null", UUID.class)
                        .setParameter(1, organisation)
                        .getResultList());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told(LeaseClosed.TYPE)).containsExactlyInAnyOrderElementsOf(closed));
        assertThat(told(LeaseOpened.TYPE)).containsExactlyInAnyOrderElementsOf(all);
    }

    private List<UUID> told(String type) {
        return kafka.messages(Topics.LEASES, organisation.toString()).stream()
                .map(message -> message.value())
                .filter(value -> value.contains(type))
                .map(value -> type.equals(LeaseOpened.TYPE)
                        ? kafka.event(value, LeaseOpened.class).data().lease()
                        : kafka.event(value, LeaseClosed.class).data().lease())
                .toList();
    }
}
