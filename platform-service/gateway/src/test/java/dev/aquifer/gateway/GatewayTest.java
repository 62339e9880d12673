package dev.aquifer.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.gateway.inference.FakeEngine;
import dev.aquifer.gateway.inference.TestKeys;
import dev.aquifer.gateway.snapshot.Given;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.deployment.RouteChanged;
import dev.aquifer.platform.api.key.KeyChanged;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The application as it is started, over a real broker: a key from Kafka, answers, the usage on Kafka.
// Quarkus sets the two fields before the first test.
@SuppressWarnings("NullAway.Init")
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class GatewayTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource("/")
    URI gateway;

    @ConfigProperty(name = "aquifer.usage.bootstrap-servers")
    String kafka;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpResponse<String> chat(String key, boolean stream) throws IOException, InterruptedException {
        String body = "{\"model\":\"aquifer-lexicon-6m\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        return client.send(
                HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
                        .timeout(Duration.ofSeconds(20))
                        .header("authorization", "Bearer " + key)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void send(KafkaProducer<String, byte[]> facts, String topic, Object key, byte @Nullable [] value)
            throws Exception {
        facts.send(new ProducerRecord<>(topic, key.toString(), value)).get();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(gateway.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void from_the_key_on_kafka_to_the_usage_on_kafka() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (var engine = new FakeEngine(vertx);
                var facts = new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", kafka),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            // given
            String apiKey = TestKeys.key(11);
            KeyChanged key = Given.key(Given.TERN, TestKeys.sha256(apiKey));
            RouteChanged route = Given.shared("aquifer-lexicon-6m", engine.port());
            send(facts, Topics.ROUTES, route.deployment(), Given.bytes(route));
            send(facts, dev.aquifer.billing.api.Topics.PRICES, "prices", Given.bytes(Given.prices()));
            send(facts, Topics.KEYS, key.key(), Given.bytes(key));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(chat(apiKey, false).statusCode()).isEqualTo(200));
            assertThat(get("/q/health/ready").body()).contains("connected", "kafka");

            // when
            String plain =
                    chat(apiKey, false).headers().firstValue("x-request-id").orElseThrow();
            String streamed =
                    chat(apiKey, true).headers().firstValue("x-request-id").orElseThrow();

            // then
            List<JsonNode> events = new ArrayList<>();
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                events.clear();
                events.addAll(usage());
                assertThat(events)
                        .extracting(event -> event.at("/data/request").asText())
                        .contains(plain, streamed);
            });
            assertThat(events).extracting(event -> event.path("id").asText()).doesNotHaveDuplicates();
            assertThat(events).allSatisfy(event -> {
                assertThat(event.path("type").asText()).isEqualTo("dev.aquifer.usage.recorded.v1");
                assertThat(event.path("subject").asText()).isEqualTo(Given.TERN.toString());
                assertThat(event.at("/data/tokens/output").asLong()).isEqualTo(3);
            });
            assertThat(events).hasSize(engine.requestCount());

            // when: the key is revoked
            send(facts, Topics.KEYS, key.key(), Given.bytes(Given.revoked(key)));

            // then
            await().atMost(Duration.ofSeconds(2))
                    .untilAsserted(
                            () -> assertThat(chat(apiKey, false).statusCode()).isEqualTo(401));

            // when: the route is removed, for another key
            String other = TestKeys.key(12);
            KeyChanged next = Given.key(Given.TERN, TestKeys.sha256(other));
            send(facts, Topics.KEYS, next.key(), Given.bytes(next));
            send(facts, Topics.ROUTES, route.deployment(), null);

            // then
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(
                            () -> assertThat(chat(other, false).statusCode()).isEqualTo(404));
            assertThat(get("/q/metrics").body())
                    .contains("aquifer_journal_backlog_events", "aquifer_inference_requests");
            assertThat(get("/nowhere").body()).contains("unknown_url");
        } finally {
            vertx.close();
        }
    }

    private List<JsonNode> usage() throws IOException {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", kafka),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.USAGE).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<JsonNode> events = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    assertThat(record.key()).isEqualTo(Given.TERN.toString());
                    assertThat(record.headers().lastHeader("content-type").value())
                            .asString()
                            .isEqualTo("application/cloudevents+json");
                    events.add(JSON.readTree(record.value()));
                }
            }
            return events;
        }
    }
}
