package dev.aquifer.billing.intake;

import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// Where each consumer stands. Kafka's own offsets are not used: these change in the same transaction as what was
/// read.
@ApplicationScoped
class Offsets {

    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final Sql sql;

    Offsets(Sql sql) {
        this.sql = sql;
    }

    /// Locks the rows until the transaction ends, in one order, and says where the consumer stands. Two readers
    /// of one consumer's name thereby take turns.
    Map<TopicPartition, Long> lock(String consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> next = new HashMap<>();
        List<TopicPartition> ordered = partitions.stream().sorted(ORDER).toList();
        for (TopicPartition partition : ordered) {
            sql.update(
                    "insert into consumer_offset (consumer, topic, partition, next_offset) values (?, ?, ?, 0)"
                            + " on conflict do nothing",
                    consumer,
                    partition.topic(),
                    partition.partition());
            long offset = sql.first(
                            "select next_offset from consumer_offset"
                                    + " where consumer = ? and topic = ? and partition = ? for update",
                            row -> row.getLong("next_offset"),
                            consumer,
                            partition.topic(),
                            partition.partition())
                    .orElseThrow();
            next.put(partition, offset);
        }
        return next;
    }

    void save(String consumer, TopicPartition partition, long next) {
        sql.update(
                "update consumer_offset set next_offset = ? where consumer = ? and topic = ? and partition = ?",
                next,
                consumer,
                partition.topic(),
                partition.partition());
    }
}
