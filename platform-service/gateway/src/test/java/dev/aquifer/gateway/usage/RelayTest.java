package dev.aquifer.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aquifer.platform.api.Topics;
import dev.aquifer.stack.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way from the journal to a real broker: while it is away, when it comes back, and over a crash that
/// forgot the position.
class RelayTest {
    @TempDir
    Path folder;

    private static byte[] event(int number) {
        return ("{\"id\":\"" + number + "\",\"subject\":\"organisation\"}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void what_waits_is_sent_when_kafka_is_back_and_again_only_under_its_own_ids() throws Exception {
        Path journalFolder = folder.resolve("journal");
        UsageSettings settings = JournalTest.settings(journalFolder, "segment-size=2K");
        try (var kafka = KafkaServer.start(folder.resolve("kafka"), 0)) {
            int port = kafka.port();
            kafka.kill();
            try (var journal = Journal.open(settings, SegmentChannels.FILES);
                    var relay = new Relay(journal, "127.0.0.1:" + port, Topics.USAGE)) {
                // given: Kafka is away, and events are taken all the same
                relay.start();
                for (int i = 0; i < 300; i++) {
                    journal.append(event(i)).get();
                }
                assertThat(relay.position()).isZero();
                assertThat(relay.connected()).isFalse();

                // when
                try (var back = KafkaServer.start(folder.resolve("kafka"), port)) {
                    await().atMost(Duration.ofSeconds(40))
                            .untilAsserted(() -> assertThat(relay.position()).isEqualTo(300));

                    // then: a batch that Kafka missed in part was sent whole again, under the same ids
                    assertThat(new HashSet<>(ids(back))).isEqualTo(new HashSet<>(numbers(300)));
                    await().untilAsserted(
                                    () -> assertThat(journal.backlogBytes()).isLessThan(4 << 10));
                }
            }

            // when: a crash lost the position, and more was taken
            Files.delete(journalFolder.resolve("position"));
            try (var back = KafkaServer.start(folder.resolve("kafka"), port);
                    var journal = Journal.open(settings, SegmentChannels.FILES);
                    var relay = new Relay(journal, back.bootstrapServers(), Topics.USAGE)) {
                journal.append(event(300)).get();
                relay.start();
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(ids(back)).contains("300"));

                // then: doubles, but nothing missing and nothing new
                assertThat(new HashSet<>(ids(back))).isEqualTo(new HashSet<>(numbers(301)));
            }
        }
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private static String id(String event) {
        int from = event.indexOf(":\"") + 2;
        return event.substring(from, event.indexOf('"', from));
    }

    private static List<String> ids(KafkaServer kafka) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, 3)
                    .mapToObj(i -> new TopicPartition(Topics.USAGE, i))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<String> ids = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> ids.add(id(record.value())));
            }
            return ids;
        }
    }
}
