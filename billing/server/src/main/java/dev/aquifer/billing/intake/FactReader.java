package dev.aquifer.billing.intake;

import static dev.aquifer.billing.api.quarantine.QuarantineReason.CURRENCY;
import static dev.aquifer.billing.api.quarantine.QuarantineReason.FOREIGN;
import static dev.aquifer.billing.api.quarantine.QuarantineReason.FUTURE;
import static dev.aquifer.billing.api.quarantine.QuarantineReason.MISSING;
import static dev.aquifer.billing.api.quarantine.QuarantineReason.NOT_JSON;
import static dev.aquifer.billing.api.quarantine.QuarantineReason.UNKNOWN_METER;
import static dev.aquifer.billing.api.quarantine.QuarantineReason.WRONG_VALUE;
import static dev.aquifer.billing.api.quarantine.QuarantineReason.WRONG_VERSION;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aquifer.billing.charge.LeaseFact;
import dev.aquifer.billing.intake.Fact.Content;
import dev.aquifer.platform.api.lease.LeaseClosed;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.LeaseWatermark;
import dev.aquifer.platform.api.storage.StorageRecorded;
import dev.aquifer.platform.api.usage.UsageRecorded;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Reads CloudEvents strictly: what is missing, contradictory or impossible makes the record unreadable, with the
/// reason and the member that is to blame. Members that are not known are left alone, since facts are extended by
/// optional ones; but not where they would say a quantity that nobody bills (see [Quantities]).
@Singleton
class FactReader {

    private static final String VERSION = "1.0";
    private static final String OURS = "CNY";

    private final ObjectMapper json;
    private final ObjectReader member;
    private final InstantSource clock;
    private final IntakeSettings settings;

    FactReader(ObjectMapper json, InstantSource clock, IntakeSettings settings) {
        this.json = json.copy()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        // Behind a member there may be another.
        member = this.json.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.clock = clock;
        this.settings = settings;
    }

    Fact read(ConsumerRecord<String, String> entry) throws Unreadable {
        Event event = event(entry.value());
        String version = text(event, "specversion");
        if (!VERSION.equals(version)) {
            throw new Unreadable(WRONG_VERSION, "specversion", "specversion is not " + VERSION + ": " + version);
        }
        UUID id = uuid(event, "id");
        if (id.version() != 7) {
            throw new Unreadable(WRONG_VALUE, "id", "id is not a UUIDv7: " + id);
        }
        UUID organisation = uuid(event, "subject");
        if (entry.key() != null && !entry.key().equals(organisation.toString())) {
            throw new Unreadable(
                    FOREIGN,
                    "subject",
                    "the record's key " + entry.key() + " is not the event's subject " + organisation);
        }
        String type = text(event, "type");
        Instant at = instant(text(event, "time"));
        JsonNode data = event.path("data");
        return new Fact(
                entry,
                id,
                organisation,
                type,
                text(event, "source"),
                at,
                event.data(),
                content(id, organisation, type, data));
    }

    /// Whom the event names, if it can be read that far.
    @Nullable UUID named(@Nullable String text) {
        try {
            return uuid(event(text), "subject");
        } catch (Unreadable _) {
            return null;
        }
    }

    private Content content(UUID id, UUID organisation, String type, JsonNode data) throws Unreadable {
        return switch (type) {
            case UsageRecorded.TYPE -> new Content.Usage(usage(organisation, data));
            case StorageRecorded.TYPE -> {
                Quantities.checkStorage(data);
                yield new Content.Storage(stored(organisation, value(data, StorageRecorded.class)));
            }
            case LeaseOpened.TYPE -> {
                Quantities.checkLease(data);
                yield new Content.OfLease(
                        new LeaseFact.Opened(id, opened(organisation, value(data, LeaseOpened.class))));
            }
            case LeaseWatermark.TYPE -> {
                LeaseWatermark mark = value(data, LeaseWatermark.class);
                needed(mark.lease(), "lease");
                own(organisation, mark.organisation());
                Instant alive = past(mark.alive(), "data.alive");
                yield new Content.OfLease(
                        new LeaseFact.Watermark(id, new LeaseWatermark(mark.lease(), organisation, alive)));
            }
            case LeaseClosed.TYPE -> {
                LeaseClosed end = value(data, LeaseClosed.class);
                needed(end.lease(), "lease");
                own(organisation, end.organisation());
                Instant until = past(end.until(), "data.until");
                yield new Content.OfLease(new LeaseFact.Closed(id, new LeaseClosed(end.lease(), organisation, until)));
            }
            default -> throw new Unreadable(UNKNOWN_METER, "type", "unknown type: " + type);
        };
    }

    private UsageRecorded usage(UUID organisation, JsonNode data) throws Unreadable {
        Quantities.checkUsage(data);
        UsageRecorded usage = value(data, UsageRecorded.class);
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
        past(usage.startedAt(), "data.startedAt");
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
            throw new Unreadable(
                    WRONG_VALUE, "data.chipOrigin", "chipOrigin is neither CN nor other: " + opened.chipOrigin());
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
                past(opened.from(), "data.from"));
    }

    private StorageRecorded stored(UUID organisation, StorageRecorded stored) throws Unreadable {
        own(organisation, stored.organisation());
        needed(stored.model(), "model");
        needed(stored.modelName(), "modelName");
        needed(stored.modelSlug(), "modelSlug");
        needed(stored.storageClass(), "storageClass");
        Instant from = past(stored.from(), "data.from");
        Instant until = past(stored.until(), "data.until");
        if (!until.isAfter(from)) {
            throw new Unreadable(WRONG_VALUE, "data.until", "until is not after from: " + until);
        }
        Quantities.checkProduct(stored);
        return stored;
    }

    /// The members of an event, and where in the text its `data` stands: what is stored is not written anew.
    private record Event(Map<String, JsonNode> members, Fact.Span data) {
        JsonNode path(String name) {
            return members.getOrDefault(name, MissingNode.getInstance());
        }
    }

    private Event event(@Nullable String text) throws Unreadable {
        if (text == null || text.isEmpty()) {
            throw new Unreadable(NOT_JSON, null, "the record is empty");
        }
        try (JsonParser parser = json.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable(NOT_JSON, null, "not a JSON object");
            }
            Map<String, JsonNode> found = new HashMap<>();
            Fact.Span data = new Fact.Span(0, 0);
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                long from = parser.currentTokenLocation().getCharOffset();
                found.put(name, member.<JsonNode>readTree(parser));
                if (name.equals("data")) {
                    data = new Fact.Span(
                            (int) from, (int) parser.currentLocation().getCharOffset());
                }
            }
            if (parser.nextToken() != null) {
                throw new Unreadable(NOT_JSON, null, "not JSON: there is more behind the object");
            }
            return new Event(found, data);
        } catch (JsonProcessingException e) {
            throw new Unreadable(NOT_JSON, null, "not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T value(JsonNode data, Class<T> type) throws Unreadable {
        if (!data.isObject()) {
            throw new Unreadable(MISSING, "data", "data is missing");
        }
        JsonNode currency = data.path("currency");
        if (!currency.isMissingNode() && !OURS.equals(currency.asText())) {
            throw new Unreadable(
                    CURRENCY, "data.currency", "currency is not " + OURS + ": " + currency.asText("not a text"));
        }
        try {
            return json.treeToValue(data, type);
        } catch (JsonMappingException e) {
            String field = e.getPath().stream()
                    .map(part -> String.valueOf(part.getFieldName()))
                    .collect(Collectors.joining("."));
            throw new Unreadable(
                    WRONG_VALUE,
                    field.isEmpty() ? "data" : "data." + field,
                    "data is not a " + type.getSimpleName() + ": " + e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw new Unreadable(
                    WRONG_VALUE, "data", "data is not a " + type.getSimpleName() + ": " + e.getOriginalMessage());
        }
    }

    /// Database and arithmetic keep microseconds; an instant beyond the clock's error is not a fact yet.
    private Instant past(@Nullable Instant at, String field) throws Unreadable {
        if (at == null) {
            throw new Unreadable(MISSING, field, field + " is missing");
        }
        if (at.isAfter(clock.instant().plus(settings.clockSkew()))) {
            throw new Unreadable(FUTURE, field, field + " lies in the future: " + at);
        }
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    private Instant instant(String text) throws Unreadable {
        try {
            return past(Instant.parse(text), "time");
        } catch (DateTimeParseException _) {
            throw new Unreadable(WRONG_VALUE, "time", "time is not an instant: " + text);
        }
    }

    private static void own(UUID organisation, @Nullable UUID named) throws Unreadable {
        if (!organisation.equals(named)) {
            throw new Unreadable(
                    FOREIGN,
                    "data.organisation",
                    "subject is " + organisation + " but data names organisation " + named);
        }
    }

    private static void needed(@Nullable Object value, String name) throws Unreadable {
        if (value == null) {
            throw new Unreadable(MISSING, "data." + name, name + " is missing");
        }
    }

    private static String text(Event event, String name) throws Unreadable {
        JsonNode value = event.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new Unreadable(MISSING, name, name + " is missing or not a text");
        }
        return value.textValue();
    }

    private static UUID uuid(Event event, String name) throws Unreadable {
        String text = text(event, name);
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException _) {
            // Said below, in the same words for both ways to be wrong.
        }
        throw new Unreadable(WRONG_VALUE, name, name + " is not a UUID: " + text);
    }
}
