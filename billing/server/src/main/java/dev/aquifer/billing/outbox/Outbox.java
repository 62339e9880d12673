package dev.aquifer.billing.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.CloudEvent;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;

/// The door for facts that are born in a transaction: they are stored with it or not at all, and leave for Kafka
/// soon after.
@ApplicationScoped
public class Outbox {

    private static final String SOURCE = "/billing/server";

    private final Sql sql;
    private final Ids ids;
    private final InstantSource clock;
    private final ObjectMapper json;

    Outbox(Sql sql, Ids ids, InstantSource clock, ObjectMapper json) {
        this.sql = sql;
        this.ids = ids;
        this.clock = clock;
        this.json = json;
    }

    /// States a fact inside the running transaction.
    ///
    /// @param key of the record on the topic, and the fact's subject
    public void state(String topic, String key, String type, Object fact) {
        Instant now = clock.instant();
        try {
            String body = json.writeValueAsString(CloudEvent.of(ids.next(), SOURCE, type, key, now, fact));
            sql.update("insert into outbox (topic, key, body, stated_at) values (?, ?, ?, ?)", topic, key, body, now);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a fact cannot be written as JSON: " + type, e);
        }
    }
}
