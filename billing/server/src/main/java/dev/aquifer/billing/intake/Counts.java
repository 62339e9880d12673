package dev.aquifer.billing.intake;

import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/// How many facts were stored, came twice, or could not be read; kept in the same transaction as they.
@ApplicationScoped
class Counts {

    private final Sql sql;

    Counts(Sql sql) {
        this.sql = sql;
    }

    /// @param figures by topic
    void add(String consumer, Map<String, Batch> figures) {
        figures.forEach((topic, batch) -> add(consumer, topic, batch));
    }

    private void add(String consumer, String topic, Batch batch) {
        if (batch.stored + batch.duplicates + batch.quarantined == 0) {
            return;
        }
        sql.update(
                "insert into intake_count as c (consumer, topic, stored, duplicates, quarantined) values (?, ?, ?, ?, ?)"
                        + " on conflict (consumer, topic) do update set stored = c.stored + excluded.stored,"
                        + " duplicates = c.duplicates + excluded.duplicates,"
                        + " quarantined = c.quarantined + excluded.quarantined",
                consumer,
                topic,
                batch.stored,
                batch.duplicates,
                batch.quarantined);
    }

    /// The figures of one batch; one thread fills it.
    static final class Batch {
        long stored;
        long duplicates;
        long quarantined;
    }
}
