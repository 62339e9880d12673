package dev.aquifer.billing.intake;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.quarantine.QuarantinedFact;
import dev.aquifer.billing.sql.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// What could not be read, kept for good with the reason. The counter `aquifer.intake.quarantined` is what alarms
/// hang on.
@ApplicationScoped
class Quarantine {

    private static final int SHOWN = 4000;

    private final Sql sql;
    private final Ids ids;
    private final InstantSource clock;
    private final MeterRegistry meters;

    Quarantine(Sql sql, Ids ids, InstantSource clock, MeterRegistry meters) {
        this.sql = sql;
        this.ids = ids;
        this.clock = clock;
        this.meters = meters;
    }

    /// Puts a record aside, in the running transaction.
    void add(ConsumerRecord<String, String> entry, String reason) {
        Log.errorf(
                "fact quarantined topic=%s partition=%d offset=%d reason=%s",
                entry.topic(), entry.partition(), entry.offset(), reason);
        meters.counter("aquifer.intake.quarantined", "topic", entry.topic()).increment();
        sql.update(
                "insert into quarantine (id, topic, partition, record_offset, at, reason, body)"
                        + " values (?, ?, ?, ?, ?, ?, ?) on conflict on constraint quarantine_once do nothing",
                ids.next(),
                entry.topic(),
                entry.partition(),
                entry.offset(),
                clock.instant(),
                reason,
                Objects.requireNonNullElse(entry.value(), "").replace("\0", "\\u0000"));
    }

    /// Newest first.
    List<QuarantinedFact> list(@Nullable UUID after, int limit) {
        return sql.list(
                "select id, topic, partition, record_offset, at, reason, left(body, " + SHOWN
                        + ") as body from quarantine"
                        + " where ?::uuid is null or id < ?::uuid order by id desc limit ?",
                row -> new QuarantinedFact(
                        Sql.uuid(row, "id"),
                        Sql.text(row, "topic"),
                        row.getInt("partition"),
                        row.getLong("record_offset"),
                        Sql.instant(row, "at"),
                        Sql.text(row, "reason"),
                        Sql.text(row, "body")),
                after,
                after,
                limit);
    }
}
