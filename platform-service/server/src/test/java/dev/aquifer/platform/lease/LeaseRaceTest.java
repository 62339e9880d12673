package dev.aquifer.platform.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aquifer.platform.KafkaLog;
import dev.aquifer.platform.Servers;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.lease.LeaseClosed;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.Purpose;
import dev.aquifer.platform.caller.Tenancy;
import io.quarkus.logging.Log;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/// C1 and C6 of the reliability promises: a pool is never over-leased, and each lease has its facts exactly once.
@QuarkusTest
@QuarkusTestResource(Servers.class)
class LeaseRaceTest {
    private static final UUID POOL = UUID.fromString("00000000-0000-7000-8000-000000000a05");
    private static final UUID OTHER_POOL = UUID.fromString("00000000-0000-7000-8000-000000000a06");
    private static final int CAPACITY = 64;
    private static final int THREADS = 200;
    private static final int REQUESTS = 50;

    /// The highest sum of chips that were leased at one moment; at equal times an end goes before a beginning,
    /// because intervals are half open.
    private static final String HIGHEST = """
            select coalesce(max(held), 0) from (
                select sum(change) over (order by at, change) as held from (
                    select held_from as at, chips as change from lease where pool_id = :pool
                    union all
                    select held_until, -chips from lease where pool_id = :pool and held_until is not null) edges) sums
            """;

    private final AtomicInteger granted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    @Inject
    LeaseDesk desk;

    @Inject
    Tenancy tenancy;

    @Inject
    Session session;

    @Inject
    InstantSource clock;

    @Inject
    KafkaLog kafka;

    @Test
    void two_hundred_threads_never_lease_more_chips_than_there_are() throws Exception {
        // given
        long seed = Long.getLong("aquifer.seed", 20261125L);
        Log.infof("lease race seed=%d", seed);
        List<UUID> organisations =
                IntStream.range(0, 4).mapToObj(i -> UUID.randomUUID()).toList();
        long began = System.nanoTime();

        // when
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> all = IntStream.range(0, THREADS)
                    .mapToObj(i -> threads.submit(() -> {
                        leaseAndGiveBack(organisations.get(i % organisations.size()), new Random(seed + i));
                        return (Void) null;
                    }))
                    .toList();
            for (Future<Void> one : all) {
                one.get();
            }
        }

        // then
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Log.infof("lease race granted=%d refused=%d millis=%d", granted.get(), refused.get(), took.toMillis());
        assertThat(took).isLessThan(Duration.ofSeconds(60));
        assertThat(granted.get() + refused.get()).isEqualTo(THREADS * REQUESTS);
        assertThat(granted).hasPositiveValue();
        assertThat(refused).hasPositiveValue();
        long highest = tenancy.asJobs(() -> ((Number) session.createNativeQuery(HIGHEST, Object.class)
                        .setParameter("pool", POOL)
                        .getSingleResult())
                .longValue());
        assertThat(highest).isLessThanOrEqualTo(CAPACITY).isGreaterThan(CAPACITY / 2);
        int told = organisations.stream().mapToInt(this::eachLeaseIsToldOnce).sum();
        assertThat(told).isEqualTo(granted.get());
    }

    @Test
    void the_database_refuses_a_chip_that_is_held_and_a_lease_without_its_chips() {
        UUID organisation = UUID.randomUUID();
        tenancy.asOrganisation(organisation, () -> desk.open(request(organisation, OTHER_POOL, 1)));

        assertThatThrownBy(() -> tenancy.asOrganisation(organisation, () -> holdFirstChip(OTHER_POOL)))
                .hasStackTraceContaining("chip_hold_once");
        assertThatThrownBy(() -> tenancy.asOrganisation(organisation, () -> leaseWithoutChips(organisation)))
                .hasStackTraceContaining("lease_holds_its_chips");
    }

    private void leaseAndGiveBack(UUID organisation, Random random) {
        Deque<UUID> held = new ArrayDeque<>();
        for (int i = 0; i < REQUESTS; i++) {
            int chips = 1 + random.nextInt(8);
            switch (tenancy.asOrganisation(organisation, () -> desk.open(request(organisation, POOL, chips)))) {
                case LeaseOutcome.Granted(UUID lease, var _) -> {
                    granted.incrementAndGet();
                    held.add(lease);
                }
                case LeaseOutcome.NoCapacity(int asked, int free) -> {
                    refused.incrementAndGet();
                    assertThat(free).isLessThan(asked);
                }
            }
            if (!held.isEmpty() && random.nextInt(3) > 0) {
                close(organisation, held.remove());
            }
        }
        held.forEach(lease -> close(organisation, lease));
    }

    private void close(UUID organisation, UUID lease) {
        tenancy.asOrganisation(organisation, () -> desk.close(lease, clock.instant()));
    }

    /// How many leases of the organisation were told, each once opened and once closed.
    private int eachLeaseIsToldOnce(UUID organisation) {
        long leases = tenancy.asOrganisation(
                organisation,
                () -> session.createSelectionQuery("select count(*) from Lease where organisation = ?1", Long.class)
                        .setParameter(1, organisation)
                        .getSingleResult());
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(told(organisation, LeaseClosed.TYPE)).hasSize((int) leases));
        assertThat(told(organisation, LeaseClosed.TYPE)).doesNotHaveDuplicates();
        assertThat(told(organisation, LeaseOpened.TYPE)).doesNotHaveDuplicates().hasSize((int) leases);
        return (int) leases;
    }

    private List<UUID> told(UUID organisation, String type) {
        return kafka.messages(Topics.LEASES, organisation.toString()).stream()
                .map(message -> message.value())
                .filter(value -> value.contains(type))
                .map(value -> type.equals(LeaseOpened.TYPE)
                        ? kafka.event(value, LeaseOpened.class).data().lease()
                        : kafka.event(value, LeaseClosed.class).data().lease())
                .toList();
    }

    private void holdFirstChip(UUID pool) {
        session.createNativeMutationQuery("""
                        insert into chip_hold (holder, chip_id, held)
                        select gen_random_uuid(), id, tstzrange(now(), null) from pool_chip
                        where pool_id = :pool and position = 1
                        """).setParameter("pool", pool).executeUpdate();
    }

    private void leaseWithoutChips(UUID organisation) {
        session.createNativeMutationQuery("""
                        insert into lease (id, organisation_id, pool_id, chip_type, simulated, chips, purpose, free,
                                           held_from, alive)
                        values (gen_random_uuid(), :organisation, :pool, 'metax-c500', true, 1, 'INFERENCE', false,
                                now(), now())
                        """)
                .setParameter("organisation", organisation)
                .setParameter("pool", POOL)
                .executeUpdate();
    }

    private static LeaseRequest request(UUID organisation, UUID pool, int chips) {
        return new LeaseRequest(organisation, pool, chips, Purpose.INFERENCE, UUID.randomUUID(), "race", false);
    }
}
