package dev.aquifer.billing.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.charge.LeaseFact;
import dev.aquifer.platform.api.storage.StorageRecorded;
import dev.aquifer.platform.api.usage.UsageRecorded;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A fact as it was read from Kafka.
///
/// A batch of them is in memory at once, so nothing of the record is kept twice: the body is a piece of its value.
///
/// @param at when it happened, @param data where the event's `data` stands in the record's value
record Fact(
        ConsumerRecord<String, String> from,
        UUID id,
        UUID organisation,
        String type,
        String source,
        Instant at,
        Span data,
        Content content) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// From a character to before another.
    record Span(int from, int until) {}

    /// What it says.
    sealed interface Content {
        record Usage(UsageRecorded usage) implements Content {}

        record OfLease(LeaseFact fact) implements Content {}

        record Storage(StorageRecorded storage) implements Content {}
    }

    /// Watermarks replace each other: the last is kept with its lease, none of them as a fact.
    boolean kept() {
        return !(content instanceof Content.OfLease(LeaseFact.Watermark _));
    }

    /// From when on something was used: what an organisation used before it was deleted is owed. The end of a lease,
    /// and signs of life, belong to its beginning.
    Instant usedFrom() {
        return switch (content) {
            case Content.Usage(var usage) -> usage.startedAt();
            case Content.Storage(var storage) -> storage.from();
            case Content.OfLease(LeaseFact.Opened opened) -> opened.opened().from();
            case Content.OfLease _ -> Instant.EPOCH;
        };
    }

    /// The event's `data`, letter by letter as it came.
    String body() {
        return from.value().substring(data.from(), data.until());
    }

    /// The same fact, sent twice: everything in it is equal.
    boolean same(Fact other) {
        return organisation.equals(other.organisation)
                && type.equals(other.type)
                && at.equals(other.at)
                && sameBody(other);
    }

    private boolean sameBody(Fact other) {
        String mine = body();
        String its = other.body();
        if (mine.equals(its)) {
            return true;
        }
        try {
            return JSON.readTree(mine).equals(JSON.readTree(its));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("was read before", e);
        }
    }
}
