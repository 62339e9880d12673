package dev.aquifer.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.aquifer.platform.api.CloudEvent;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.lease.LeaseClosed;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.LeaseWatermark;
import dev.aquifer.platform.api.lease.Purpose;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.api.usage.Outcome;
import dev.aquifer.platform.api.usage.Tokens;
import dev.aquifer.platform.api.usage.UsageRecorded;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// Fixtures: organisations, usage and leases as the other services would state them, on the real Kafka.
@Singleton
public class Given {

    public static final String MODEL = "aquifer-lexicon-6m";

    private final ObjectMapper json;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
    private final KafkaProducer<String, String> producer;
    private final String bootstrapServers;
    private final AtomicLong offsets = new AtomicLong(1_000_000);

    Given(ObjectMapper json, KafkaSettings kafka) {
        this.json = json;
        this.bootstrapServers = kafka.bootstrapServers();
        this.producer = new KafkaProducer<>(Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "acks", "all",
                "key.serializer", StringSerializer.class.getName(),
                "value.serializer", StringSerializer.class.getName()));
    }

    @PreDestroy
    void close() {
        producer.close();
    }

    public UUID id() {
        return ids.generate();
    }

    /// @param members e.g. `ann=OWNER`
    public UUID organisation(String name, String... members) {
        UUID id = ids.generate();
        List<OrganisationChanged.Member> list = new ArrayList<>();
        for (String member : members) {
            int at = member.indexOf('=');
            list.add(new OrganisationChanged.Member(member.substring(0, at), Role.valueOf(member.substring(at + 1))));
        }
        send(
                Topics.ORGANISATIONS,
                id,
                event(OrganisationChanged.TYPE, id, Instant.now(), new OrganisationChanged(id, name, "s" + id, list)));
        return id;
    }

    public UsageRecorded usage(UUID organisation, UUID deployment, Instant at, Tokens tokens) {
        return usage(organisation, deployment, at, tokens, "local-cpu");
    }

    public UsageRecorded usage(UUID organisation, UUID deployment, Instant at, Tokens tokens, String chipType) {
        return new UsageRecorded(
                organisation,
                new UUID(0, 1),
                false,
                "req-" + ids.generate(),
                deployment,
                MODEL,
                MODEL,
                true,
                ids.generate(),
                chipType,
                false,
                "chat.completions",
                true,
                Outcome.COMPLETED,
                tokens,
                at,
                900,
                120L);
    }

    public LeaseOpened lease(UUID organisation, String chipType, int chips, Instant from) {
        return lease(organisation, new UUID(0, 7), chipType, chips, Purpose.INFERENCE, from);
    }

    public LeaseOpened lease(UUID organisation, UUID pool, String chipType, int chips, Purpose purpose, Instant from) {
        return new LeaseOpened(
                ids.generate(),
                organisation,
                pool,
                chipType,
                chipType,
                chipType.startsWith("huawei") ? "CN" : "other",
                true,
                chips,
                purpose,
                new UUID(0, 8),
                "my-model",
                false,
                from);
    }

    public String recorded(UsageRecorded usage) {
        return event(UsageRecorded.TYPE, usage.organisation(), usage.startedAt(), usage);
    }

    public String opened(LeaseOpened lease) {
        return event(LeaseOpened.TYPE, lease.organisation(), lease.from(), lease);
    }

    public String alive(LeaseOpened lease, Instant at) {
        return event(
                LeaseWatermark.TYPE,
                lease.organisation(),
                at,
                new LeaseWatermark(lease.lease(), lease.organisation(), at));
    }

    public String closed(LeaseOpened lease, Instant at) {
        return event(
                LeaseClosed.TYPE, lease.organisation(), at, new LeaseClosed(lease.lease(), lease.organisation(), at));
    }

    public String event(String type, UUID organisation, Instant at, Object data) {
        try {
            return json.writeValueAsString(
                    CloudEvent.of(ids.generate(), "/test", type, organisation.toString(), at, data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public void send(String topic, @Nullable UUID key, String value) {
        confirmed(producer.send(new ProducerRecord<>(topic, key == null ? null : key.toString(), value)));
    }

    /// Tells a compacted topic to forget what it said under the key.
    public void drop(String topic, UUID key) {
        confirmed(producer.send(new ProducerRecord<>(topic, key.toString(), null)));
    }

    /// Many at once, in order.
    public void sendAll(String topic, UUID key, List<String> values) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        values.forEach(value -> sent.add(producer.send(new ProducerRecord<>(topic, key.toString(), value))));
        sent.forEach(Given::confirmed);
    }

    private static void confirmed(Future<RecordMetadata> sending) {
        try {
            sending.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Last values by key, of a topic that is compacted.
    public Map<String, String> latest(String topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers", bootstrapServers,
                "key.deserializer", StringDeserializer.class.getName(),
                "value.deserializer", StringDeserializer.class.getName()))) {
            TopicPartition only = new TopicPartition(topic, 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
            Map<String, String> values = new HashMap<>();
            while (consumer.position(only) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(entry -> values.put(entry.key(), entry.value()));
            }
            return values;
        }
    }

    /// A record as the reader would hand it over.
    public ConsumerRecord<String, String> entry(String topic, UUID organisation, String value) {
        return new ConsumerRecord<>(topic, 0, offsets.getAndIncrement(), organisation.toString(), value);
    }

    /// Something that only the owner of the database may do, or a look past row-level security.
    public List<List<@Nullable String>> asSuperuser(String statement) {
        String url = ConfigProvider.getConfig().getValue(BillingServers.SUPERUSER_URL, String.class);
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            List<List<@Nullable String>> rows = new ArrayList<>();
            if (prepared.execute()) {
                try (ResultSet result = prepared.getResultSet()) {
                    while (result.next()) {
                        List<@Nullable String> row = new ArrayList<>();
                        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                            row.add(result.getString(i));
                        }
                        rows.add(row);
                    }
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Deletes what came of an organisation's facts and the facts themselves, past every trigger that refuses it:
    /// what is left is the organisation, its members and its standing.
    ///
    /// @param kept further tables that stay as they are
    public void forget(UUID organisation, String... kept) {
        List<String> stay = new ArrayList<>(List.of("organisation", "member", "standing"));
        stay.addAll(List.of(kept));
        StringBuilder all = new StringBuilder("set session_replication_role = replica;");
        for (List<@Nullable String> table : asSuperuser(
                "select table_name from information_schema.columns join pg_class on relname = table_name and"
                        + " relnamespace = 'public'::regnamespace and not relispartition and relkind in ('r', 'p')"
                        + " where column_name = 'organisation_id' and table_schema = 'public'")) {
            if (!stay.contains(table.getFirst())) {
                all.append("delete from ")
                        .append(table.getFirst())
                        .append(" where organisation_id = '")
                        .append(organisation)
                        .append("';");
            }
        }
        asSuperuser(all.toString());
    }
}
