package dev.aquifer.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aquifer.platform.KafkaLog;
import dev.aquifer.platform.Servers;
import dev.aquifer.platform.api.CloudEvent;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.caller.Tenancy;
import dev.aquifer.platform.organisation.OperatorOrganisation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class OutboxTest {
    record Counted(int number) {}

    @Inject
    Outbox outbox;

    @Inject
    Relay relay;

    @Inject
    Tenancy tenancy;

    @Inject
    Session session;

    @Inject
    KafkaLog kafka;

    private final UUID organisation = UUID.randomUUID();
    private final String key = UUID.randomUUID().toString();

    @Test
    void a_fact_reaches_kafka_well_within_half_a_second_of_its_commit() {
        record(0); // the first one warms up
        await().until(() -> !messages().isEmpty());

        Instant committed = record(1);

        await().until(() -> messages().size() == 2);
        Instant arrived = Instant.ofEpochMilli(messages().getLast().timestamp());
        assertThat(Duration.between(committed, arrived)).isLessThan(Duration.ofMillis(500));
        assertThat(messages().getLast().headers().lastHeader("content-type").value())
                .isEqualTo("application/cloudevents+json".getBytes(StandardCharsets.US_ASCII));
        CloudEvent<Counted> event = kafka.event(messages().getLast().value(), Counted.class);
        assertThat(event.specversion()).isEqualTo("1.0");
        assertThat(event.id().version()).isEqualTo(7);
        assertThat(event.subject()).isEqualTo(organisation.toString());
    }

    @Test
    void a_fact_of_a_transaction_that_rolled_back_never_leaves() {
        assertThatThrownBy(() -> tenancy.asOrganisation(organisation, () -> {
                    outbox.record(Topics.ROUTES, key, "test", organisation, new Counted(1));
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);
        record(2);

        await().until(() -> !messages().isEmpty());
        assertThat(numbers()).containsExactly(2);
    }

    @Test
    void a_crash_between_kafkas_answer_and_the_commit_sends_the_same_facts_again() {
        record(1);
        await().until(() -> messages().size() == 1);
        String sent = messages().getFirst().value();
        // The row is there again, as after a crash before the relay's commit.
        tenancy.asJobs(() -> session.createNativeMutationQuery("""
                        insert into outbox (organisation_id, event_id, topic, key, value)
                        values (:organisation, :id, :topic, :key, :value)
                        """)
                .setParameter("organisation", organisation)
                .setParameter("id", kafka.event(sent, Counted.class).id())
                .setParameter("topic", Topics.ROUTES)
                .setParameter("key", key)
                .setParameter("value", sent)
                .executeUpdate());

        relay.publishBatch();

        await().until(() -> messages().size() == 2);
        assertThat(messages().stream()
                        .map(message ->
                                kafka.event(message.value(), Counted.class).id())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void facts_of_one_key_arrive_in_order_from_many_threads() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : threads.invokeAll(IntStream.range(0, 200)
                    .mapToObj(i -> (Callable<Instant>) this::recordNext)
                    .toList())) {
                one.get();
            }
        }

        await().until(() -> messages().size() == 200);
        assertThat(numbers()).isEqualTo(IntStream.range(0, 200).boxed().toList());
    }

    @Test
    void a_tombstone_takes_a_key_away() {
        record(1);
        tenancy.asOrganisation(organisation, () -> outbox.tombstone(Topics.ROUTES, key, organisation));

        await().until(() -> messages().size() == 2);
        assertThat(messages().getLast().value()).isNull();
    }

    @Test
    void a_fact_needs_a_transaction() {
        assertThatThrownBy(() -> outbox.record(Topics.ROUTES, key, "test", organisation, new Counted(1)))
                .isInstanceOf(RuntimeException.class);
    }

    private Instant record(int number) {
        tenancy.asOrganisation(
                organisation, () -> outbox.record(Topics.ROUTES, key, "test", organisation, new Counted(number)));
        return Instant.now();
    }

    /// Locks a row, as every change of a thing does, and counts what the transactions before it recorded.
    private Instant recordNext() {
        return tenancy.asOrganisation(OperatorOrganisation.ID, () -> {
            session.createNativeQuery("select name from organisation for update", String.class)
                    .getSingleResult();
            outbox.record(Topics.ROUTES, key, "test", OperatorOrganisation.ID, new Counted(next++));
            return Instant.now();
        });
    }

    // Read and written only under the row's lock.
    private int next;

    private List<ConsumerRecord<String, String>> messages() {
        return kafka.messages(Topics.ROUTES, key);
    }

    private List<Integer> numbers() {
        return messages().stream()
                .map(message ->
                        kafka.event(message.value(), Counted.class).data().number())
                .toList();
    }
}
