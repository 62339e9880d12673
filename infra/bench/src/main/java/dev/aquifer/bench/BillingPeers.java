package dev.aquifer.bench;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.postgresql.PGConnection;

/// What stands beside billing: the least that the same facts cost in the same PostgreSQL, and in the same Kafka.
final class BillingPeers {
    private static final int PER_TRANSACTION = 5_000;

    private BillingPeers() {}

    /// Staged COPY with duplicate check: rows a second, into one table with nothing but its primary key, 5,000 rows
    /// in a transaction, one connection. It rates nothing, posts nothing, and knows no tenant.
    static double stagedCopy(Connection database, int rows, Supplier<SyntheticFacts.Event> facts)
            throws SQLException, IOException {
        try (Statement statement = database.createStatement()) {
            database.setAutoCommit(true);
            statement.execute("drop table if exists bench_fact");
            statement.execute("create table bench_fact (id uuid primary key, organisation_id uuid not null, type text"
                    + " not null, source text not null, at timestamptz not null, recorded_at timestamptz not null,"
                    + " request text, first_token_millis bigint, body jsonb not null)");
            statement.execute("create temp table stage (like bench_fact) on commit delete rows");
            database.setAutoCommit(false);
            var copy = database.unwrap(PGConnection.class).getCopyAPI();
            long nanos = 0;
            for (int done = 0; done < rows; done += PER_TRANSACTION) {
                String text = text(Math.min(PER_TRANSACTION, rows - done), facts);
                long start = System.nanoTime();
                copy.copyIn("copy stage from stdin", new StringReader(text));
                statement.execute("insert into bench_fact select * from stage on conflict (id) do nothing");
                database.commit();
                nanos += System.nanoTime() - start;
            }
            database.setAutoCommit(true);
            statement.execute("drop table bench_fact, stage");
            return rows * 1e9 / nanos;
        }
    }

    private static String text(int rows, Supplier<SyntheticFacts.Event> facts) {
        var text = new StringBuilder();
        String now = Instant.now().toString();
        for (int i = 0; i < rows; i++) {
            var fact = facts.get();
            text.append(fact.id())
                    .append('\t')
                    .append(fact.organisation())
                    .append("\tdev.aquifer.usage.recorded.v1\t/bench\t")
                    .append(fact.at())
                    .append('\t')
                    .append(now)
                    .append('\t')
                    .append(fact.request())
                    .append("\t120\t")
                    .append(fact.data())
                    .append('\n');
        }
        return text.toString();
    }

    /// Records a second that one plain consumer reads of `usage.v1`, from its beginning, and does nothing with.
    static double consumer(String bootstrapServers) {
        try (var consumer = new KafkaConsumer<String, String>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "key.deserializer",
                StringDeserializer.class.getName(),
                "value.deserializer",
                StringDeserializer.class.getName(),
                "max.poll.records",
                5_000))) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor("usage.v1")
                    .forEach(each -> partitions.add(new TopicPartition(each.topic(), each.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long wanted = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long read = 0;
            long start = System.nanoTime();
            while (read < wanted) {
                read += consumer.poll(Duration.ofMillis(500)).count();
            }
            return read * 1e9 / (System.nanoTime() - start);
        }
    }
}
