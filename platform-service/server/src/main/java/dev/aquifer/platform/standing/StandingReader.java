package dev.aquifer.platform.standing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.aquifer.billing.api.CloudEvent;
import dev.aquifer.billing.api.Topics;
import dev.aquifer.billing.api.standing.StandingChanged;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads `standing.v1` from its beginning and goes on. While Kafka is away the last known standings stay in force.
@ApplicationScoped
class StandingReader {
    private final StandingConfig config;
    private final Standings standings;
    private final ObjectReader facts;
    private final Counter unreadable;
    private final CountDownLatch stopping = new CountDownLatch(1);
    // Written by the reader's thread; the stopping thread only wakes it.
    private volatile @Nullable KafkaConsumer<String, String> consumer;
    private @Nullable Thread thread;

    StandingReader(StandingConfig config, Standings standings, ObjectMapper json, MeterRegistry meters) {
        this.config = config;
        this.standings = standings;
        // Facts are only ever extended: a newer billing may say more than we know.
        this.facts = json.copy()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readerFor(new TypeReference<CloudEvent<StandingChanged>>() {});
        this.unreadable = Counter.builder("aquifer.standing.unreadable")
                .description("Facts on standing.v1 that could not be read and were passed over")
                .register(meters);
    }

    void start(@Observes StartupEvent start) {
        thread = Thread.ofPlatform().name("standing-reader").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent stop) throws InterruptedException {
        stopping.countDown();
        KafkaConsumer<String, String> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        if (thread != null) {
            thread.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try (KafkaConsumer<String, String> open = open()) {
                consumer = open;
                read(open);
            } catch (WakeupException stopped) {
                Log.debug("standing reader stops");
            } catch (KafkaException away) {
                Log.warnf("standings cannot be read now cause=%s", away);
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void read(KafkaConsumer<String, String> open) {
        List<TopicPartition> partitions = open.partitionsFor(Topics.STANDING).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        open.assign(partitions);
        open.seekToBeginning(partitions);
        while (stopping.getCount() > 0) {
            open.poll(config.poll()).forEach(this::note);
        }
    }

    private void note(ConsumerRecord<String, String> message) {
        try {
            if (message.value() == null) {
                standings.forget(UUID.fromString(message.key()));
                return;
            }
            CloudEvent<StandingChanged> fact = facts.readValue(message.value());
            standings.note(fact.data().organisation(), fact.data().state());
        } catch (JsonProcessingException | RuntimeException unread) {
            unreadable.increment();
            Log.errorf(unread, "fact cannot be read topic=%s offset=%d", message.topic(), message.offset());
        }
    }

    private void pause() {
        try {
            if (stopping.await(config.retry().toMillis(), TimeUnit.MILLISECONDS)) {
                Log.debug("standing reader stops");
            }
        } catch (InterruptedException stopped) {
            stopping.countDown();
            Thread.currentThread().interrupt();
        }
    }

    private KafkaConsumer<String, String> open() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        config.bootstrapServers(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        10_000),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
