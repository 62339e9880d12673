package dev.aquifer.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerTest {
    @TempDir
    Path folder;

    @Test
    void what_was_acknowledged_survives_a_kill() throws Exception {
        // given
        Path data = folder.resolve("with a space/kafka");
        try (var server = KafkaServer.start(data, 0)) {
            Map<String, Object> settings = Map.of("bootstrap.servers", server.bootstrapServers(), "acks", "all");
            try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>("usage.v1", 0, "organisation", "fact"))
                        .get();
            }

            // when
            server.kill();
        }

        // then
        try (var server = KafkaServer.start(data, 0)) {
            Map<String, Object> settings = Map.of("bootstrap.servers", server.bootstrapServers());
            try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
                var partition = new TopicPartition("usage.v1", 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                assertThat(consumer.poll(Duration.ofSeconds(20)).records(partition))
                        .singleElement()
                        .satisfies(record -> assertThat(record.value()).isEqualTo("fact"));
                assertThat(consumer.listTopics()).containsKeys("leases.v1", "keys.v1", "standing.v1");
            }
        }
    }
}
