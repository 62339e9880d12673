package dev.aquifer.billing.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.charge.LeaseFact;
import dev.aquifer.billing.intake.Fact.Content;
import dev.aquifer.platform.api.lease.LeaseClosed;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.LeaseWatermark;
import dev.aquifer.platform.api.usage.UsageRecorded;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Reads CloudEvents strictly: what is missing, contradictory or impossible makes the record unreadable, with the
/// reason. Members that are not known are left alone, since facts are extended by optional ones.
@Singleton
class FactReader {

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);
    private static final long MOST_TOKENS = 1_000_000_000;
    private static final int MOST_CHIPS = 100_000;

    private final ObjectMapper json;
    private final InstantSource clock;

    FactReader(ObjectMapper json, InstantSource clock) {
        this.json = json.copy()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        this.clock = clock;
    }

    Fact read(ConsumerRecord<String, String> entry) throws Unreadable {
        JsonNode event = tree(entry.value());
        UUID id = uuid(text(event, "id"), "id");
        if (id.version() != 7) {
            throw new Unreadable("id is not a UUIDv7: " + id);
        }
        UUID organisation = uuid(text(event, "subject"), "subject");
        if (entry.key() != null && !entry.key().equals(organisation.toString())) {
            throw new Unreadable("the record's key " + entry.key() + " is not the event's subject " + organisation);
        }
        String type = text(event, "type");
        Instant at = instant(text(event, "time"));
        JsonNode data = event.path("data");
        return new Fact(
                entry, id, organisation, type, text(event, "source"), at, data, content(id, organisation, type, data));
    }

    private Content content(UUID id, UUID organisation, String type, JsonNode data) throws Unreadable {
        return switch (type) {
            case UsageRecorded.TYPE -> new Content.Usage(usage(organisation, value(data, UsageRecorded.class)));
            case LeaseOpened.TYPE ->
                new Content.OfLease(new LeaseFact.Opened(id, opened(organisation, value(data, LeaseOpened.class))));
            case LeaseWatermark.TYPE -> {
                LeaseWatermark mark = value(data, LeaseWatermark.class);
                needed(mark.lease(), "lease");
                own(organisation, mark.organisation());
                Instant alive = past(mark.alive(), "alive");
                yield new Content.OfLease(
                        new LeaseFact.Watermark(id, new LeaseWatermark(mark.lease(), organisation, alive)));
            }
            case LeaseClosed.TYPE -> {
                LeaseClosed end = value(data, LeaseClosed.class);
                needed(end.lease(), "lease");
                own(organisation, end.organisation());
                Instant until = past(end.until(), "until");
                yield new Content.OfLease(new LeaseFact.Closed(id, new LeaseClosed(end.lease(), organisation, until)));
            }
            default -> throw new Unreadable("unknown type: " + type);
        };
    }

    private UsageRecorded usage(UUID organisation, UsageRecorded usage) throws Unreadable {
        own(organisation, usage.organisation());
        needed(usage.key(), "key");
        needed(usage.request(), "request");
        needed(usage.deployment(), "deployment");
        needed(usage.deploymentName(), "deploymentName");
        needed(usage.modelSlug(), "modelSlug");
        needed(usage.chipType(), "chipType");
        needed(usage.operation(), "operation");
        needed(usage.outcome(), "outcome");
        needed(usage.tokens(), "tokens");
        past(usage.startedAt(), "startedAt");
        for (long count : new long[] {
            usage.tokens().input(),
            usage.tokens().cacheRead(),
            usage.tokens().cacheWrite(),
            usage.tokens().output(),
            usage.tokens().reasoning()
        }) {
            if (count > MOST_TOKENS) {
                throw new Unreadable("more tokens than a request can have: " + count);
            }
        }
        return usage;
    }

    private LeaseOpened opened(UUID organisation, LeaseOpened opened) throws Unreadable {
        own(organisation, opened.organisation());
        needed(opened.lease(), "lease");
        needed(opened.pool(), "pool");
        needed(opened.chipType(), "chipType");
        needed(opened.chipName(), "chipName");
        needed(opened.purpose(), "purpose");
        if (!"CN".equals(opened.chipOrigin()) && !"other".equals(opened.chipOrigin())) {
            throw new Unreadable("chipOrigin is neither CN nor other: " + opened.chipOrigin());
        }
        if (opened.chips() < 1 || opened.chips() > MOST_CHIPS) {
            throw new Unreadable("chips must be 1 to " + MOST_CHIPS + ": " + opened.chips());
        }
        return new LeaseOpened(
                opened.lease(),
                organisation,
                opened.pool(),
                opened.chipType(),
                opened.chipName(),
                opened.chipOrigin(),
                opened.simulated(),
                opened.chips(),
                opened.purpose(),
                opened.deployment(),
                opened.deploymentName(),
                opened.free(),
                past(opened.from(), "from"));
    }

    private JsonNode tree(@Nullable String text) throws Unreadable {
        if (text == null) {
            throw new Unreadable("the record is empty");
        }
        try {
            JsonNode event = json.readTree(text);
            if (!event.isObject()) {
                throw new Unreadable("not a JSON object");
            }
            return event;
        } catch (JsonProcessingException e) {
            throw new Unreadable("not JSON: " + e.getOriginalMessage());
        }
    }

    private <T> T value(JsonNode data, Class<T> type) throws Unreadable {
        if (!data.isObject()) {
            throw new Unreadable("data is missing");
        }
        try {
            return json.treeToValue(data, type);
        } catch (JsonProcessingException e) {
            throw new Unreadable("data is not a " + type.getSimpleName() + ": " + e.getOriginalMessage());
        }
    }

    /// Database and arithmetic keep microseconds; an instant beyond the clock's error is not a fact.
    private Instant past(@Nullable Instant at, String name) throws Unreadable {
        if (at == null) {
            throw new Unreadable(name + " is missing");
        }
        if (at.isAfter(clock.instant().plus(CLOCK_SKEW))) {
            throw new Unreadable(name + " lies in the future: " + at);
        }
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    private Instant instant(String text) throws Unreadable {
        try {
            return past(Instant.parse(text), "time");
        } catch (DateTimeParseException _) {
            throw new Unreadable("time is not an instant: " + text);
        }
    }

    private static void own(UUID organisation, @Nullable UUID named) throws Unreadable {
        if (!organisation.equals(named)) {
            throw new Unreadable("subject is " + organisation + " but data names organisation " + named);
        }
    }

    private static void needed(@Nullable Object value, String name) throws Unreadable {
        if (value == null) {
            throw new Unreadable(name + " is missing");
        }
    }

    private static String text(JsonNode event, String name) throws Unreadable {
        JsonNode value = event.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new Unreadable(name + " is missing or not a text");
        }
        return value.textValue();
    }

    private static UUID uuid(String text, String name) throws Unreadable {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException _) {
            // Said below, in the same words for both ways to be wrong.
        }
        throw new Unreadable(name + " is not a UUID: " + text);
    }
}
