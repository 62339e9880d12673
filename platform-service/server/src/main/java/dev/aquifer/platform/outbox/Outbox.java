package dev.aquifer.platform.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.platform.api.CloudEvent;
import dev.aquifer.platform.clock.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Records facts in the transaction in which they are born; the relay brings them to Kafka, at least once, each with
/// the id that it got here. Facts of one key arrive in the order of their transactions if each transaction locks or
/// writes the thing's row before it records.
@ApplicationScoped
public class Outbox {
    private static final String SOURCE = "/platform/server";

    private final Session session;
    private final TransactionSynchronizationRegistry transactions;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Ids ids;
    private final Relay relay;

    Outbox(
            Session session,
            TransactionSynchronizationRegistry transactions,
            ObjectMapper json,
            InstantSource clock,
            Ids ids,
            Relay relay) {
        this.session = session;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
        this.ids = ids;
        this.relay = relay;
    }

    /// @param key of the Kafka record
    /// @param organisation what the fact is about: the event's subject, and whose row this is
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(String topic, String key, String type, UUID organisation, Object data) {
        recordAs(ids.next(), clock.instant(), new Place(topic, key), type, organisation, data);
    }

    /// Where a fact goes. @param key of the Kafka record
    public record Place(String topic, String key) {}

    /// Records a fact whose id and time are made from what it is about, so that it is the same whenever it is stated.
    ///
    /// @param id UUIDv7, see [Ids#of]; @param at when it happened
    @Transactional(Transactional.TxType.MANDATORY)
    public void recordAs(UUID id, Instant at, Place place, String type, UUID organisation, Object data) {
        var event = CloudEvent.of(id, SOURCE, type, organisation.toString(), at, data);
        try {
            insert(id, place.topic(), place.key(), organisation, json.writeValueAsString(event));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("a fact that cannot be written: " + type, unwritable);
        }
    }

    /// Takes a key off a compacted topic.
    @Transactional(Transactional.TxType.MANDATORY)
    public void tombstone(String topic, String key, UUID organisation) {
        insert(ids.next(), topic, key, organisation, null);
    }

    private void insert(UUID id, String topic, String key, UUID organisation, @Nullable String value) {
        // A native statement flushes the session first: the thing's own row is locked before the fact gets its
        // position.
        session.createNativeMutationQuery("""
                        insert into outbox (organisation_id, event_id, topic, key, value)
                        values (:organisation, :id, :topic, :key, :value)
                        """)
                .setParameter("organisation", organisation)
                .setParameter("id", id)
                .setParameter("topic", topic)
                .setParameter("key", key)
                .setParameter("value", value, String.class)
                .executeUpdate();
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    relay.wake();
                }
            }
        });
    }
}
