package dev.aquifer.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Facts as the gateway and the platform's server state them: ids and times ascend, organisations alternate. The seed
/// makes them the same in every run, but for their times.
final class SyntheticFacts implements AutoCloseable {
    private static final String MODEL = "aquifer-lexicon-6m";

    /// One usage event with what a bare table of facts would keep of it.
    record Event(UUID id, UUID organisation, Instant at, String request, String data) {
        String json() {
            return envelope(id, "dev.aquifer.usage.recorded.v1", organisation, at, data);
        }
    }

    private final Random random = new Random(4);
    private final List<UUID> organisations = new ArrayList<>();
    private final List<UUID> deployments = new ArrayList<>();
    private final KafkaProducer<String, String> producer;
    private long sequence;
    private int turn;
    private final AtomicReference<@Nullable Exception> lost = new AtomicReference<>();

    SyntheticFacts(String bootstrapServers, int count) {
        for (int i = 0; i < count; i++) {
            organisations.add(id(Instant.now()));
            deployments.add(id(Instant.now()));
        }
        producer = new KafkaProducer<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "linger.ms",
                20,
                "batch.size",
                262_144,
                "key.serializer",
                StringSerializer.class.getName(),
                "value.serializer",
                StringSerializer.class.getName()));
    }

    List<UUID> organisations() {
        return organisations;
    }

    /// States all organisations, each with one member.
    void introduce(String member) {
        for (UUID organisation : organisations) {
            send(
                    "organisations.v1",
                    organisation,
                    envelope(
                            id(Instant.now()),
                            "dev.aquifer.organisation.changed.v1",
                            organisation,
                            Instant.now(),
                            "{\"organisation\":\"" + organisation + "\",\"name\":\"Bench\",\"slug\":\"s" + organisation
                                    + "\",\"members\":[{\"person\":\"" + member + "\",\"role\":\"OWNER\"}]}"));
        }
        producer.flush();
        Exception failure = lost.get();
        if (failure != null) {
            throw new IllegalStateException("Kafka did not take a fact", failure);
        }
    }

    /// Whose turn it is: all of them, one after the other.
    private int next() {
        turn = (turn + 1) % organisations.size();
        return turn;
    }

    /// @param at when the request came in
    Event usage(Instant at, long input, long output) {
        int who = next();
        UUID id = id(at);
        String request = "req_" + id(at);
        String data = "{\"organisation\":\"" + organisations.get(who)
                + "\",\"key\":\"019b0000-0000-7000-8000-000000000001\",\"playground\":false,\"request\":\"" + request
                + "\",\"deployment\":\"" + deployments.get(who) + "\",\"deploymentName\":\"" + MODEL
                + "\",\"modelSlug\":\"" + MODEL
                + "\",\"tokensPriced\":true,\"replica\":\"019b0000-0000-7000-8000-000000000002\","
                + "\"chipType\":\"local-cpu\",\"simulated\":false,\"operation\":\"chat.completions\","
                + "\"streamed\":true,\"outcome\":\"COMPLETED\",\"tokens\":{\"input\":" + input
                + ",\"cacheRead\":0,\"cacheWrite\":0,\"output\":" + output + ",\"reasoning\":0},\"startedAt\":\"" + at
                + "\",\"durationMillis\":900,\"firstTokenMillis\":120}";
        return new Event(id, organisations.get(who), at, request, data);
    }

    Event usage(Instant at) {
        return usage(at, 100L + random.nextInt(4000), 1L + random.nextInt(900));
    }

    void send(Event event) {
        send("usage.v1", event.organisation(), event.json());
    }

    /// A lease that was opened and closed: one charge.
    void lease(Instant from, Instant until) {
        UUID organisation = organisations.get(next());
        UUID lease = id(from);
        String whose = "{\"lease\":\"" + lease + "\",\"organisation\":\"" + organisation + "\"";
        send(
                "leases.v1",
                organisation,
                envelope(
                        id(from),
                        "dev.aquifer.lease.opened.v1",
                        organisation,
                        from,
                        whose
                                + ",\"pool\":\"019b0000-0000-7000-8000-000000000003\",\"chipType\":\"huawei-ascend-910b4\","
                                + "\"chipName\":\"Ascend 910B4\",\"chipOrigin\":\"CN\",\"simulated\":true,\"chips\":8,"
                                + "\"purpose\":\"TRAINING\",\"deployment\":null,\"deploymentName\":null,\"free\":false,"
                                + "\"from\":\"" + from + "\"}"));
        send(
                "leases.v1",
                organisation,
                envelope(
                        id(until),
                        "dev.aquifer.lease.closed.v1",
                        organisation,
                        until,
                        whose + ",\"until\":\"" + until + "\"}"));
    }

    void flush() {
        producer.flush();
    }

    private void send(String topic, UUID organisation, String json) {
        var _ = producer.send(new ProducerRecord<>(topic, organisation.toString(), json), (_, failure) -> {
            if (failure != null) {
                lost.compareAndSet(null, failure);
            }
        });
    }

    private static String envelope(UUID id, String type, UUID organisation, Instant at, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/bench\",\"type\":\"" + type
                + "\",\"subject\":\"" + organisation + "\",\"time\":\"" + at
                + "\",\"datacontenttype\":\"application/json\",\"data\":" + data + "}";
    }

    /// UUIDv7 of the instant; the running number keeps those of one millisecond in order.
    private UUID id(Instant at) {
        long number = ++sequence;
        long high = (at.toEpochMilli() << 16) | 0x7000 | ((number >> 10) & 0xFFF);
        long low = 0x8000_0000_0000_0000L | ((number & 0x3FF) << 52) | (random.nextLong() & 0x000F_FFFF_FFFF_FFFFL);
        return new UUID(high, low);
    }

    @Override
    public void close() {
        producer.close();
    }
}
