package dev.aquifer.platform.outbox;

import dev.aquifer.platform.caller.Tenancy;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Brings recorded facts to Kafka, in order, and forgets them once Kafka has them. One server at a time does it, held
/// by an advisory lock. A crash between Kafka's acknowledgement and the commit sends the same facts, with the same
/// ids, again.
@ApplicationScoped
class Relay {
    private static final long LOCK = 0x6f7574626f78L;
    private static final Duration SEND_LIMIT = Duration.ofSeconds(15);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final OutboxConfig config;
    private final Tenancy tenancy;
    private final Session session;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean running;
    // Written by the starting thread before the relay's thread exists, closed by the stopping one after it ended.
    private @Nullable Producer<String, String> producer;
    private @Nullable Thread thread;

    Relay(OutboxConfig config, Tenancy tenancy, Session session) {
        this.config = config;
        this.tenancy = tenancy;
        this.session = session;
    }

    /// Called after a commit; never waits.
    void wake() {
        woken.release();
    }

    void start(@Observes @Priority(10) StartupEvent start) {
        producer = producer();
        running = true;
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    /// Comes last, so that what the features state while they stop still leaves.
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER + 900) ShutdownEvent stop)
            throws InterruptedException {
        running = false;
        wake();
        if (thread != null) {
            thread.join(SEND_LIMIT);
        }
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }

    private void run() {
        while (running) {
            try {
                if (publishBatch() < config.batch()) {
                    await(config.poll());
                }
            } catch (RuntimeException failed) {
                Log.warnf("facts wait in the outbox cause=%s", failed);
                await(PAUSE_AFTER_FAILURE);
            }
        }
        try {
            publishBatch();
        } catch (RuntimeException failed) {
            Log.warnf("facts stay in the outbox until the next start cause=%s", failed);
        }
    }

    private void await(Duration atMost) {
        try {
            if (woken.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                woken.drainPermits();
            }
        } catch (InterruptedException stopped) {
            running = false;
            Thread.currentThread().interrupt();
        }
    }

    /// Sends the oldest facts and deletes them in one transaction; Kafka's acknowledgements are awaited inside it,
    /// because the lock that keeps the order ends with it.
    ///
    /// @return how many facts were sent
    int publishBatch() {
        return tenancy.asJobs(() -> {
            if (!session.createNativeQuery("select pg_try_advisory_xact_lock(:lock)", Boolean.class)
                    .setParameter("lock", LOCK)
                    .getSingleResult()) {
                return 0;
            }
            List<Object[]> facts = session.createNativeQuery(
                            "select position, topic, key, value from outbox order by position limit :batch",
                            Object[].class)
                    .setParameter("batch", config.batch())
                    .getResultList();
            if (facts.isEmpty()) {
                return 0;
            }
            send(facts);
            session.createNativeMutationQuery("delete from outbox where position in (:sent)")
                    .setParameter("sent", facts.stream().map(fact -> fact[0]).toList())
                    .executeUpdate();
            return facts.size();
        });
    }

    private void send(List<Object[]> facts) {
        Producer<String, String> open = producer;
        if (open == null) {
            throw new IllegalStateException("the relay was not started");
        }
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Object[] fact : facts) {
            var message = new ProducerRecord<String, String>((String) fact[1], (String) fact[2], (String) fact[3]);
            message.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.US_ASCII));
            sent.add(open.send(message));
        }
        open.flush();
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get(SEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException refused) {
                throw new KafkaException("Kafka did not take a fact", refused);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new KafkaException("stopped while Kafka had not yet answered", stopped);
            }
        }
    }

    private Producer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                        ProducerConfig.LINGER_MS_CONFIG, 5,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000),
                new StringSerializer(),
                new StringSerializer());
    }
}
