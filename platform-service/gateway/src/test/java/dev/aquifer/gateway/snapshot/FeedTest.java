package dev.aquifer.gateway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.deployment.RouteChanged;
import dev.aquifer.platform.api.key.KeyChanged;
import dev.aquifer.stack.KafkaServer;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedTest {
    private static final String HASH = "a".repeat(64);

    @TempDir
    Path folder;

    private SnapshotSettings settings(String bootstrapServers) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(SnapshotSettings.class)
                .withDefaultValues(Map.of(
                        "aquifer.snapshot.bootstrap-servers",
                        bootstrapServers,
                        "aquifer.snapshot.folder",
                        folder.resolve("snapshot").toString()))
                .build()
                .getConfigMapping(SnapshotSettings.class);
    }

    @Test
    void what_was_read_serves_after_a_restart_without_kafka_and_is_made_good_when_it_is_back() throws Exception {
        KeyChanged key = Given.key(Given.TERN, HASH);
        RouteChanged route = Given.shared("m", 1);
        int port;
        try (var kafka = KafkaServer.start(folder.resolve("kafka"), 0)) {
            port = kafka.port();
            publish(kafka, Topics.KEYS, key.key().toString(), Given.bytes(key));
            publish(kafka, Topics.KEYS, "not a key", "{nonsense".getBytes(StandardCharsets.UTF_8));
            publish(kafka, Topics.ROUTES, route.deployment().toString(), Given.bytes(route));
            try (var feed = new Feed(settings(kafka.bootstrapServers()))) {
                // when
                assertThat(feed.ready()).isFalse();
                feed.start();

                // then
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(feed.ready()).isTrue());
                assertThat(feed.current().key(HASH)).isEqualTo(key);
                assertThat(feed.unreadable()).isEqualTo(1);
                await().atMost(Duration.ofSeconds(1))
                        .until(() -> Files.exists(folder.resolve("snapshot/snapshot.json")));

                // when: a change comes while it runs
                publish(kafka, Topics.KEYS, key.key().toString(), Given.bytes(Given.revoked(key)));

                // then
                await().atMost(Duration.ofSeconds(2))
                        .untilAsserted(() -> assertThat(feed.current().key(HASH))
                                .extracting(KeyChanged::revokedAt)
                                .isNotNull());
            }
        }

        // when: nothing answers at that port any more
        try (var feed = new Feed(settings("127.0.0.1:" + port))) {
            feed.start();

            // then: served from disk, at once, with the last change in it
            assertThat(feed.ready()).isTrue();
            assertThat(feed.fromDisk()).isTrue();
            assertThat(feed.current().key(HASH))
                    .extracting(KeyChanged::revokedAt)
                    .isNotNull();
            assertThat(feed.current().route(Given.TERN, "m")).isEqualTo(route);
            assertThat(feed.connected()).isFalse();

            // when: it is back, and meanwhile the route was removed
            try (var kafka = KafkaServer.start(folder.resolve("kafka"), port)) {
                publish(kafka, Topics.ROUTES, route.deployment().toString(), null);

                // then
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    assertThat(feed.connected()).isTrue();
                    assertThat(feed.fromDisk()).isFalse();
                    assertThat(feed.current().route(Given.TERN, "m")).isNull();
                });
            }
        }
    }

    private static void publish(KafkaServer kafka, String topic, String key, byte @Nullable [] value) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }
}
