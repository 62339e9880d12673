package dev.aquifer.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.platform.api.CloudEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Reads what the tests' Kafka holds.
@ApplicationScoped
public class KafkaLog {
    @Inject
    @ConfigProperty(name = "aquifer.outbox.bootstrap-servers")
    String bootstrapServers;

    @Inject
    ObjectMapper json;

    /// All messages of a key, oldest first.
    public List<ConsumerRecord<String, String>> messages(String topic, String key) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(one -> new TopicPartition(topic, one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (Objects.equals(message.key(), key)) {
                        found.add(message);
                    }
                });
            }
            return found;
        }
    }

    /// The last fact of a key, waited for until there is one.
    public <T> T last(String topic, String key, Class<T> type) {
        return awaitLast(topic, key, type, fact -> true);
    }

    /// The last fact of a key, waited for until it is as wished.
    public <T> T awaitLast(String topic, String key, Class<T> type, Predicate<T> wished) {
        List<T> last = new ArrayList<>();
        await().untilAsserted(() -> {
            List<ConsumerRecord<String, String>> messages = messages(topic, key);
            assertThat(messages).isNotEmpty();
            last.add(event(messages.getLast().value(), type).data());
            assertThat(wished.test(last.getLast())).isTrue();
        });
        return last.getLast();
    }

    public <T> CloudEvent<T> event(String value, Class<T> type) {
        JavaType event = json.getTypeFactory().constructParametricType(CloudEvent.class, type);
        try {
            return json.readValue(value, event);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
