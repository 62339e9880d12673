package dev.aquifer.billing.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aquifer.billing.charge.LeaseFact;
import dev.aquifer.platform.api.storage.StorageRecorded;
import dev.aquifer.platform.api.usage.UsageRecorded;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A fact as it was read from Kafka.
///
/// @param at when it happened, @param body the event's `data`, as it came
record Fact(
        ConsumerRecord<String, String> from,
        UUID id,
        UUID organisation,
        String type,
        String source,
        Instant at,
        JsonNode body,
        Content content) {

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

    /// The same fact, sent twice: everything in it is equal.
    boolean same(Fact other) {
        return organisation.equals(other.organisation)
                && type.equals(other.type)
                && at.equals(other.at)
                && body.equals(other.body);
    }
}
