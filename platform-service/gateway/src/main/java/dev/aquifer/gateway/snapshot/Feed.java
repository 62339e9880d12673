package dev.aquifer.gateway.snapshot;

import dev.aquifer.platform.api.Topics;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads the five compacted topics from their beginning and swaps in a new snapshot after each batch. Until the
/// first reading has reached the topics' ends, what came from disk goes on serving: half a reading would forget
/// keys.
final class Feed implements AutoCloseable {
    private static final List<TopicPartition> TOPICS = List.of(
            new TopicPartition(Topics.KEYS, 0),
            new TopicPartition(Topics.ROUTES, 0),
            new TopicPartition(dev.aquifer.billing.api.Topics.PRICES, 0),
            new TopicPartition(dev.aquifer.billing.api.Topics.STANDING, 0),
            new TopicPartition(dev.aquifer.billing.api.Topics.PAUSES, 0));
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final SnapshotSettings settings;
    private final SnapshotFile file;
    private final Thread thread;
    private volatile Snapshot current;
    private volatile boolean ready;
    private volatile boolean fromDisk;
    private volatile boolean connected;
    private final AtomicLong unreadable = new AtomicLong();
    private volatile boolean closing;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    // Only the feed's thread touches these.
    private long dirtySince;
    private boolean dirty;

    Feed(SnapshotSettings settings) {
        this.settings = settings;
        this.file = new SnapshotFile(settings.folder());
        Facts kept = file.read();
        current = kept == null ? Snapshot.EMPTY : kept.snapshot();
        ready = kept != null;
        fromDisk = ready;
        thread = Thread.ofPlatform().name("snapshot-feed").daemon().unstarted(this::run);
        Log.infof("snapshot at start fromDisk=%s keys=%d routes=%d", ready, current.keyCount(), current.routeCount());
    }

    void start() {
        thread.start();
    }

    Snapshot current() {
        return current;
    }

    boolean ready() {
        return ready;
    }

    /// Whether what serves came from disk and has not been confirmed by Kafka yet.
    boolean fromDisk() {
        return fromDisk;
    }

    boolean connected() {
        return connected;
    }

    long unreadable() {
        return unreadable.get();
    }

    private void run() {
        while (!closing) {
            try (var made =
                    new KafkaConsumer<>(consumerSettings(), new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = made;
                made.assign(TOPICS);
                read(made);
            } catch (OffsetOutOfRangeException e) {
                Log.warnf("snapshot topics were made anew, reading them from the beginning");
            } catch (WakeupException | InterruptException e) {
                break;
            } catch (KafkaException e) {
                away(e);
                pause();
            }
        }
    }

    private void away(KafkaException e) {
        if (connected) {
            Log.warnf("snapshot feed is away reason=%s", e.getMessage());
        }
        connected = false;
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }

    private void read(KafkaConsumer<String, byte[]> from) {
        var facts = new Facts();
        Map<TopicPartition, Long> ends = null;
        boolean complete = false;
        from.seekToBeginning(TOPICS);
        long checkedAt = 0;
        try {
            while (!closing) {
                if (ends == null
                        || System.nanoTime() - checkedAt > settings.checkEvery().toNanos()) {
                    Map<TopicPartition, Long> answered = ends(from);
                    checkedAt = System.nanoTime();
                    ends = ends == null ? answered : ends;
                }
                boolean changed = take(facts, from.poll(POLL));
                if (!complete && ends != null && reached(from, ends)) {
                    complete = true;
                    changed = true;
                    Log.infof("snapshot read from Kafka");
                }
                if (complete && changed) {
                    publish(facts);
                }
                writeIfDue(facts, false);
            }
        } finally {
            writeIfDue(facts, true);
        }
    }

    /// Asks Kafka for the topics' ends, which also shows that it is there.
    private @Nullable Map<TopicPartition, Long> ends(KafkaConsumer<String, byte[]> from) {
        try {
            Map<TopicPartition, Long> ends = from.endOffsets(TOPICS, ANSWER);
            connected = true;
            return ends;
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            away(e);
            return null;
        }
    }

    private static boolean reached(KafkaConsumer<String, byte[]> from, Map<TopicPartition, Long> ends) {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (from.position(end.getKey(), ANSWER) < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    private boolean take(Facts facts, ConsumerRecords<String, byte[]> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                facts.take(record.topic(), record.offset(), record.key(), record.value());
            } catch (IOException e) {
                unreadable.incrementAndGet();
                Log.warnf("fact cannot be read topic=%s offset=%d", record.topic(), record.offset());
            }
        }
        return !records.isEmpty();
    }

    private void publish(Facts facts) {
        current = facts.snapshot();
        ready = true;
        fromDisk = false;
        if (!dirty) {
            dirty = true;
            dirtySince = System.nanoTime();
        }
    }

    private void writeIfDue(Facts facts, boolean now) {
        if (!dirty
                || (!now
                        && System.nanoTime() - dirtySince
                                < settings.writeWithin().toNanos())) {
            return;
        }
        dirty = false;
        try {
            file.write(facts);
        } catch (IOException e) {
            Log.errorf(e, "snapshot could not be written folder=%s", settings.folder());
        }
    }

    private Map<String, Object> consumerSettings() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                "gateway-snapshot",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500L,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5_000);
    }

    /// Stops reading and writes what is not on disk yet.
    @Override
    public void close() {
        closing = true;
        KafkaConsumer<String, byte[]> made = consumer;
        if (made != null) {
            made.wakeup();
        }
        try {
            if (!thread.join(Duration.ofSeconds(5))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
