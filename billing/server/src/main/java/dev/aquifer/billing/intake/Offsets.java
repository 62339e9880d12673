package dev.aquifer.billing.intake;

import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Where each consumer stands. Kafka's own offsets are not used: these change in the same transaction as what was
/// read.
@ApplicationScoped
class Offsets {

    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private static final String THESE = "unnest(?, ?::int[]) with ordinality as t (topic, partition, place)";

    private final Sql sql;

    Offsets(Sql sql) {
        this.sql = sql;
    }

    /// Locks the rows until the transaction ends, in one order, and says where the consumer stands. Two readers
    /// of one consumer's name thereby take turns.
    Map<TopicPartition, Long> lock(String consumer, Collection<TopicPartition> partitions) {
        List<TopicPartition> ordered = partitions.stream().sorted(ORDER).toList();
        Map<TopicPartition, Long> next = locked(consumer, ordered);
        if (next.size() < ordered.size()) {
            sql.update(
                    "insert into consumer_offset (consumer, topic, partition, next_offset) select ?, topic, partition, 0"
                            + " from " + THESE + " order by place on conflict do nothing",
                    consumer,
                    topics(ordered),
                    numbers(ordered));
            next = locked(consumer, ordered);
        }
        return next;
    }

    private Map<TopicPartition, Long> locked(String consumer, List<TopicPartition> ordered) {
        Map<TopicPartition, Long> next = new HashMap<>();
        sql.list(
                "select o.topic, o.partition, o.next_offset from " + THESE + " join consumer_offset o on o.consumer = ?"
                        + " and o.topic = t.topic and o.partition = t.partition order by t.place for update of o",
                row -> next.put(
                        new TopicPartition(Sql.text(row, "topic"), row.getInt("partition")),
                        row.getLong("next_offset")),
                topics(ordered),
                numbers(ordered),
                consumer);
        return next;
    }

    void save(String consumer, Map<TopicPartition, Long> next) {
        List<TopicPartition> ordered = next.keySet().stream().sorted(ORDER).toList();
        sql.batch(
                "update consumer_offset set next_offset = ? where consumer = ? and topic = ? and partition = ?",
                ordered.stream()
                        .map(each -> new @Nullable Object[] {next.get(each), consumer, each.topic(), each.partition()})
                        .toList());
    }

    private static List<String> topics(List<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).toList();
    }

    private static List<String> numbers(List<TopicPartition> partitions) {
        return partitions.stream()
                .map(partition -> Integer.toString(partition.partition()))
                .toList();
    }
}
