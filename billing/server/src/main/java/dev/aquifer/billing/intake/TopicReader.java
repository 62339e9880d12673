package dev.aquifer.billing.intake;

import dev.aquifer.billing.sql.SqlFailed;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads topics on a thread of its own, a batch at a time: one database transaction holds the batch's effect and
/// the new offsets, so a crash at any point repeats the batch or not at all. Several readers of one name (two
/// instances of billing) may run: each batch locks its offsets, and who finds that another has read on seeks
/// there.
final class TopicReader implements AutoCloseable {

    /// What is done with a batch, inside its transaction.
    interface Handler {

        void take(List<ConsumerRecord<String, String>> batch);

        /// What is done with a record that cannot be taken even alone, for a reason that will not pass.
        void putAside(ConsumerRecord<String, String> entry, RuntimeException reason);

        /// Called before the transaction; may wait a little for what the batch needs.
        default void prepare(List<ConsumerRecord<String, String>> batch) {}
    }

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PARTITIONS_AGAIN = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 3;
    private static final int ATTEMPTS_ALONE = 5;
    private static final int FETCHED_AT_ONCE = 1_000;

    /// Which of the partitions a reader reads: those whose number leaves `number` when divided by `of`. An
    /// organisation's facts of all topics have the same partition number, so each organisation is one reader's.
    ///
    /// @param batch the most records of one transaction
    record Share(int number, int of, int batch) {

        static final Share ALL = new Share(0, 1, FETCHED_AT_ONCE);
    }

    private final String name;
    private final Set<String> topics;
    private final String bootstrapServers;
    private final Offsets offsets;
    private final Handler handler;
    private final Share share;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private volatile boolean running;
    private volatile @Nullable KafkaConsumer<String, String> current;
    private @Nullable Thread thread;

    TopicReader(String name, Set<String> topics, String bootstrapServers, Offsets offsets, Handler handler) {
        this(name, topics, bootstrapServers, offsets, handler, Share.ALL);
    }

    TopicReader(
            String name, Set<String> topics, String bootstrapServers, Offsets offsets, Handler handler, Share share) {
        this.name = name;
        this.topics = Set.copyOf(topics);
        this.bootstrapServers = bootstrapServers;
        this.offsets = offsets;
        this.handler = handler;
        this.share = share;
    }

    void start() {
        running = true;
        thread = Thread.ofPlatform()
                .name("intake-" + name + "-" + share.number())
                .daemon()
                .start(this::run);
    }

    @Override
    public void close() {
        running = false;
        KafkaConsumer<String, String> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        Thread reading = thread;
        if (reading != null) {
            LockSupport.unpark(reading);
            try {
                reading.join(20_000);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        while (running) {
            try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings())) {
                current = consumer;
                read(consumer);
            } catch (WakeupException _) {
                // Asked to stop.
            } catch (RuntimeException e) {
                Log.warnf("intake interrupted, reading again from the stored offsets consumer=%s cause=%s", name, e);
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            } finally {
                current = null;
            }
        }
    }

    private void read(KafkaConsumer<String, String> consumer) {
        long assignedAt = 0;
        positions.clear();
        while (running) {
            if (positions.isEmpty() || System.nanoTime() - assignedAt > PARTITIONS_AGAIN.toNanos()) {
                assign(consumer);
                assignedAt = System.nanoTime();
            }
            List<ConsumerRecord<String, String>> batch = new ArrayList<>();
            consumer.poll(POLL).forEach(batch::add);
            // What has come meanwhile goes into the same transaction.
            int before = 0;
            while (batch.size() > before && batch.size() < share.batch()) {
                before = batch.size();
                consumer.poll(Duration.ZERO).forEach(batch::add);
            }
            if (!batch.isEmpty()) {
                handler.prepare(batch);
                take(batch);
                positions.forEach((partition, next) -> {
                    if (consumer.position(partition) != next) {
                        consumer.seek(partition, next);
                    }
                });
            }
        }
    }

    private void assign(KafkaConsumer<String, String> consumer) {
        Set<TopicPartition> wanted = new HashSet<>();
        for (String topic : topics) {
            for (PartitionInfo partition : consumer.partitionsFor(topic)) {
                if (partition.partition() % share.of() == share.number()) {
                    wanted.add(new TopicPartition(topic, partition.partition()));
                }
            }
        }
        if (wanted.isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            return;
        }
        if (!wanted.equals(consumer.assignment())) {
            consumer.assign(wanted);
        }
        // Also where nothing new has come: somebody may have set the offsets back to read a topic again.
        positions.putAll(QuarkusTransaction.requiringNew().call(() -> offsets.lock(name, wanted)));
        positions.forEach(consumer::seek);
    }

    /// Takes the batch as a whole; if that fails for a reason of its own, half by half, so that one bad record
    /// cannot hold up the others. A record is put aside when the database refuses what is in it, or when it fails
    /// each time over some seconds.
    private void take(List<ConsumerRecord<String, String>> batch) {
        for (int attempt = 1; ; attempt++) {
            try {
                inTransaction(batch, () -> handler.take(batch));
                return;
            } catch (RuntimeException e) {
                if (passing(e)) {
                    if (attempt >= ATTEMPTS) {
                        throw e;
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200L * attempt));
                } else if (batch.size() > 1) {
                    Log.warnf(e, "batch refused, taking its halves consumer=%s records=%d", name, batch.size());
                    take(batch.subList(0, batch.size() / 2));
                    take(batch.subList(batch.size() / 2, batch.size()));
                    return;
                } else if (attempt < ATTEMPTS_ALONE && !refusedByDatabase(e)) {
                    // What looks like the record's fault can be a connection that breaks under the driver's hands.
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100L << attempt));
                } else {
                    inTransaction(batch, () -> handler.putAside(batch.getFirst(), e));
                    return;
                }
            }
        }
    }

    private void inTransaction(List<ConsumerRecord<String, String>> batch, Runnable work) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (ConsumerRecord<String, String> entry : batch) {
            TopicPartition partition = new TopicPartition(entry.topic(), entry.partition());
            ends.put(partition, entry.offset() + 1);
        }
        Map<TopicPartition, Long> stored = QuarkusTransaction.requiringNew()
                .timeout(300)
                .call(() -> {
                    Map<TopicPartition, Long> standing = offsets.lock(name, ends.keySet());
                    boolean ours = standing.entrySet().stream()
                            .allMatch(entry -> entry.getValue().equals(positions.get(entry.getKey())));
                    if (!ours) {
                        return standing;
                    }
                    work.run();
                    offsets.save(name, ends);
                    return ends;
                });
        positions.putAll(stored);
    }

    /// True where the same work may succeed when it is done again.
    static boolean passing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SqlFailed failed) {
                return failed.passing();
            }
            if (cause instanceof java.sql.SQLException sql) {
                String state = sql.getSQLState();
                return state == null || !(state.startsWith("22") || state.startsWith("23"));
            }
        }
        return failure.getCause() instanceof jakarta.transaction.SystemException;
    }

    /// The database is sound and says no, so it will say no again: there is nothing to wait for.
    private static boolean refusedByDatabase(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SqlFailed || cause instanceof java.sql.SQLException) {
                return !passing(cause);
            }
        }
        return false;
    }

    private Map<String, Object> settings() {
        return Map.ofEntries(
                Map.entry("bootstrap.servers", bootstrapServers),
                Map.entry("enable.auto.commit", false),
                Map.entry("auto.offset.reset", "earliest"),
                Map.entry("isolation.level", "read_committed"),
                Map.entry("max.poll.records", Math.min(FETCHED_AT_ONCE, share.batch())),
                Map.entry("max.partition.fetch.bytes", 4 * 1024 * 1024),
                Map.entry("fetch.max.wait.ms", 100),
                Map.entry("allow.auto.create.topics", false),
                Map.entry("default.api.timeout.ms", 10_000),
                Map.entry("key.deserializer", StringDeserializer.class.getName()),
                Map.entry("value.deserializer", StringDeserializer.class.getName()));
    }
}
