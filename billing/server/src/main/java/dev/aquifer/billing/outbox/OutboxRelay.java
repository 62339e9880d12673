package dev.aquifer.billing.outbox;

import dev.aquifer.billing.KafkaSettings;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.sql.Sql;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Sends what the outbox holds, oldest first, and deletes it once Kafka has confirmed it. A crash between the two
/// sends again: the id of the fact is the same. The advisory lock is held while Kafka is asked, against the rule
/// of no Kafka inside a transaction: the topics are compacted, and two relays at once could leave an older
/// standing as the last word.
@ApplicationScoped
class OutboxRelay {

    private static final int BATCH = 500;
    private static final long LOCK = 0x61_71_6f_62L;

    private final Sql sql;
    private final Tenancy tenancy;
    private final KafkaSettings kafka;
    private volatile boolean running;
    private @Nullable Thread thread;

    OutboxRelay(Sql sql, Tenancy tenancy, KafkaSettings kafka) {
        this.sql = sql;
        this.tenancy = tenancy;
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent event) {
        running = true;
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        Thread relay = thread;
        if (relay != null) {
            LockSupport.unpark(relay);
            relay.join(10_000);
        }
    }

    private void run() {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(settings())) {
            while (running) {
                try {
                    if (tenancy.asNobody(() -> relay(producer)) == 0) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                    }
                } catch (RuntimeException e) {
                    Log.warnf("outbox not relayed, trying again cause=%s", e.toString());
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                }
            }
        }
    }

    private int relay(KafkaProducer<String, String> producer) {
        boolean alone = sql.first(
                        "select pg_try_advisory_xact_lock(?) as locked", row -> row.getBoolean("locked"), LOCK)
                .orElse(false);
        if (!alone) {
            return 0;
        }
        List<Held> held = sql.list(
                "select sequence, topic, key, body from outbox order by sequence limit " + BATCH,
                row -> new Held(
                        row.getLong("sequence"), Sql.text(row, "topic"), Sql.text(row, "key"), Sql.text(row, "body")));
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Held one : held) {
            ProducerRecord<String, String> entry = new ProducerRecord<>(one.topic(), one.key(), one.body());
            entry.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
            sent.add(producer.send(entry));
        }
        sent.forEach(OutboxRelay::confirmed);
        sql.batch(
                "delete from outbox where sequence = ?",
                held.stream()
                        .map(one -> new @Nullable Object[] {one.sequence()})
                        .toList());
        return held.size();
    }

    private static void confirmed(Future<RecordMetadata> sending) {
        try {
            sending.get(15, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("Kafka has not confirmed a fact", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "acks",
                "all",
                "enable.idempotence",
                true,
                "linger.ms",
                5,
                "max.block.ms",
                10_000,
                "request.timeout.ms",
                5_000,
                "delivery.timeout.ms",
                10_000,
                "key.serializer",
                StringSerializer.class.getName(),
                "value.serializer",
                StringSerializer.class.getName());
    }

    private record Held(long sequence, String topic, String key, String body) {}
}
