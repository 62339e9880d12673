package dev.aquifer.billing.intake;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.quarantine.QuarantineCount;
import dev.aquifer.billing.api.quarantine.QuarantineReason;
import dev.aquifer.billing.api.quarantine.QuarantineState;
import dev.aquifer.billing.api.quarantine.QuarantinedFact;
import dev.aquifer.billing.sql.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// What could not be taken in, kept for good with the reason; beside it what was tried again and how it ended.
/// Nothing here is ever changed, only added to. The counter `aquifer.intake.quarantined` is what alarms hang on.
@ApplicationScoped
class Quarantine {

    private static final int SHOWN = 4000;

    /// The state now: the last attempt's words count, and the settlement, if there is one.
    private static final String NOW = " from quarantine q"
            + " left join lateral (select code, field, reason from quarantine_attempt where quarantine_id = q.id"
            + " order by id desc limit 1) a on true"
            + " left join quarantine_settlement s on s.quarantine_id = q.id";

    private static final String COLUMNS = "select q.id, q.topic, q.partition, q.record_offset, q.at,"
            + " coalesce(a.code, q.code) as code, case when a.code is null then q.field else a.field end as field,"
            + " coalesce(a.reason, q.reason) as reason, q.named_organisation, q.record_key,"
            + " (select count(*) from quarantine_attempt where quarantine_id = q.id) as retries,"
            + " coalesce(s.state, 'OPEN') as state, s.person_name, s.at as settled_at, s.remark";

    private static final String OPEN_OF = NOW + " where s.quarantine_id is null and coalesce(a.code, q.code) = ?";

    private final Sql sql;
    private final Ids ids;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final FactReader reader;

    Quarantine(Sql sql, Ids ids, InstantSource clock, MeterRegistry meters, FactReader reader) {
        this.sql = sql;
        this.ids = ids;
        this.clock = clock;
        this.meters = meters;
        this.reader = reader;
    }

    /// One that is open, as the topic gave it.
    record Held(QuarantinedFact fact, ConsumerRecord<String, String> entry) {}

    /// Who acts on it.
    record Person(String id, String name) {}

    /// Puts a record aside, in the running transaction.
    void add(ConsumerRecord<String, String> entry, Unreadable why) {
        Log.errorf(
                "fact quarantined topic=%s partition=%d offset=%d code=%s field=%s reason=%s",
                entry.topic(), entry.partition(), entry.offset(), why.code(), why.field(), why.reason());
        meters.counter("aquifer.intake.quarantined", "topic", entry.topic()).increment();
        sql.update(
                "insert into quarantine (id, topic, partition, record_offset, at, reason, body, code, field, record_key,"
                        + " named_organisation) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict on constraint quarantine_once do nothing",
                ids.next(),
                entry.topic(),
                entry.partition(),
                entry.offset(),
                clock.instant(),
                storable(why.reason()),
                storable(Objects.requireNonNullElse(entry.value(), "")),
                why.code(),
                why.field() == null ? null : storable(why.field()),
                entry.key() == null ? null : storable(entry.key()),
                reader.named(entry.value()));
    }

    /// Newest first.
    List<QuarantinedFact> list(
            @Nullable QuarantineReason code, @Nullable QuarantineState state, @Nullable UUID after, int limit) {
        return sql.list(
                COLUMNS + ", left(q.body, " + SHOWN + ") as body" + NOW
                        + " where (?::text is null or coalesce(a.code, q.code) = ?)"
                        + " and (?::text is null or coalesce(s.state, 'OPEN') = ?)"
                        + " and (?::uuid is null or q.id < ?::uuid) order by q.id desc limit ?",
                Quarantine::read,
                code,
                code,
                state,
                state,
                after,
                after,
                limit);
    }

    Optional<QuarantinedFact> find(UUID id) {
        return sql.first(COLUMNS + ", q.body" + NOW + " where q.id = ?", Quarantine::read, id);
    }

    List<QuarantineCount> reasons() {
        return sql.list(
                "select coalesce(a.code, q.code) as code, count(*) as open" + NOW
                        + " where s.quarantine_id is null group by 1 order by 1",
                row -> new QuarantineCount(QuarantineReason.valueOf(Sql.text(row, "code")), row.getLong("open")));
    }

    /// How many are open for the reason, of those after the given one.
    long countOpen(QuarantineReason code, UUID after) {
        return sql.first("select count(*) as open" + OPEN_OF + " and q.id > ?", row -> row.getLong("open"), code, after)
                .orElse(0L);
    }

    /// Oldest first, those after the given one.
    List<UUID> open(QuarantineReason code, @Nullable UUID after, int limit) {
        return sql.list(
                "select q.id" + OPEN_OF + " and (?::uuid is null or q.id > ?::uuid) order by q.id limit ?",
                row -> Sql.uuid(row, "id"),
                code,
                after,
                after,
                limit);
    }

    /// Takes those of them that are still open for the running transaction: until it ends nobody else can settle
    /// them. Rows here are never updated, so there is no row to lock; the id stands for it.
    ///
    /// @param facts in ascending order, so that two cannot wait for each other
    List<Held> hold(List<UUID> facts) {
        sql.list(
                "select pg_advisory_xact_lock(hashtextextended('quarantine ' || id, 0)) from unnest(?) as t (id)",
                row -> true,
                facts);
        return sql.list(
                COLUMNS + ", q.body" + NOW + " where s.quarantine_id is null and q.id = any(?) order by q.id",
                row -> {
                    QuarantinedFact fact = read(row);
                    return new Held(
                            fact,
                            new ConsumerRecord<>(
                                    fact.topic(),
                                    fact.partition(),
                                    fact.offset(),
                                    row.getString("record_key"),
                                    fact.body()));
                },
                facts);
    }

    void refusedAgain(UUID fact, Unreadable why, Person person) {
        sql.update(
                "insert into quarantine_attempt (quarantine_id, id, at, person, person_name, code, field, reason)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                fact,
                ids.next(),
                clock.instant(),
                person.id(),
                person.name(),
                why.code(),
                why.field() == null ? null : storable(why.field()),
                storable(why.reason()));
    }

    void settle(UUID fact, QuarantineState state, Person person, String remark) {
        sql.update(
                "insert into quarantine_settlement (quarantine_id, state, at, person, person_name, remark)"
                        + " values (?, ?, ?, ?, ?, ?)",
                fact,
                state,
                clock.instant(),
                person.id(),
                person.name(),
                remark);
    }

    /// The one character that a text in PostgreSQL cannot hold.
    private static String storable(String text) {
        return text.replace("\0", "\\u0000");
    }

    private static QuarantinedFact read(ResultSet row) throws SQLException {
        return new QuarantinedFact(
                Sql.uuid(row, "id"),
                Sql.text(row, "topic"),
                row.getInt("partition"),
                row.getLong("record_offset"),
                Sql.instant(row, "at"),
                QuarantineReason.valueOf(Sql.text(row, "code")),
                row.getString("field"),
                Sql.text(row, "reason"),
                Sql.text(row, "body"),
                Sql.uuidOrNull(row, "named_organisation"),
                QuarantineState.valueOf(Sql.text(row, "state")),
                row.getInt("retries"),
                row.getString("person_name"),
                Sql.instantOrNull(row, "settled_at"),
                row.getString("remark"));
    }
}
