package dev.aquifer.billing.intake;

import static dev.aquifer.billing.api.quarantine.QuarantineReason.MISSING;
import static dev.aquifer.billing.api.quarantine.QuarantineReason.QUANTITY;
import static dev.aquifer.billing.api.quarantine.QuarantineReason.UNKNOWN_METER;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.platform.api.storage.StorageRecorded;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What can be counted, and how much of it one fact can hold. Looked at before the fact is bound to its record, so
/// that what is wrong is named by its member, and a bucket that the record does not know is not lost without a word.
final class Quantities {

    private static final long MOST_TOKENS = 1_000_000_000;
    private static final long MOST_MILLIS = 7L * 24 * 3600 * 1000;
    private static final int MOST_CHIPS = 100_000;
    /// 100 TB in one file.
    private static final long MOST_BYTES = 100_000_000_000_000L;
    private static final Duration LONGEST_WINDOW = Duration.ofDays(1);
    private static final Set<String> BUCKETS =
            Arrays.stream(Bucket.values()).map(Quantities::member).collect(Collectors.toUnmodifiableSet());

    private Quantities() {}

    static void checkUsage(JsonNode data) throws Unreadable {
        if (!data.isObject()) {
            throw new Unreadable(MISSING, "data", "data is missing");
        }
        JsonNode tokens = data.path("tokens");
        if (!tokens.isObject()) {
            throw new Unreadable(MISSING, "data.tokens", "tokens is missing");
        }
        for (Map.Entry<String, JsonNode> bucket : tokens.properties()) {
            String field = "data.tokens." + bucket.getKey();
            if (!BUCKETS.contains(bucket.getKey())) {
                throw new Unreadable(UNKNOWN_METER, field, "there is no bucket of tokens " + bucket.getKey());
            }
            within(bucket.getValue(), field, 0, MOST_TOKENS);
        }
        for (String bucket : BUCKETS) {
            if (!tokens.has(bucket)) {
                throw new Unreadable(MISSING, "data.tokens." + bucket, "tokens." + bucket + " is missing");
            }
        }
        within(data.path("durationMillis"), "data.durationMillis", 0, MOST_MILLIS);
        if (data.hasNonNull("firstTokenMillis")) {
            within(data.path("firstTokenMillis"), "data.firstTokenMillis", 0, MOST_MILLIS);
        }
    }

    static void checkLease(JsonNode data) throws Unreadable {
        within(data.path("chips"), "data.chips", 1, MOST_CHIPS);
    }

    static void checkStorage(JsonNode data) throws Unreadable {
        within(data.path("bytes"), "data.bytes", 1, MOST_BYTES);
        within(data.path("byteSeconds"), "data.byteSeconds", 1, Long.MAX_VALUE);
    }

    /// What was kept must be what was metered: both are said, so that neither is wrong unseen.
    static void checkProduct(StorageRecorded stored) throws Unreadable {
        Duration kept = Duration.between(stored.from(), stored.until());
        if (kept.toNanosPart() != 0 || kept.compareTo(LONGEST_WINDOW) > 0) {
            throw new Unreadable(
                    QUANTITY, "data.until", "a window of storage has whole seconds, at most a day: " + kept);
        }
        if (stored.byteSeconds() != stored.bytes() * kept.toSeconds()) {
            throw new Unreadable(
                    QUANTITY,
                    "data.byteSeconds",
                    "byteSeconds is not bytes × seconds: " + stored.byteSeconds() + " is not " + stored.bytes() + " × "
                            + kept.toSeconds());
        }
    }

    private static void within(JsonNode value, String field, long least, long most) throws Unreadable {
        if (value.isMissingNode() || value.isNull()) {
            throw new Unreadable(MISSING, field, field + " is missing");
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw new Unreadable(
                    QUANTITY, field, field + " must be a whole number from " + least + " to " + most + ": " + value);
        }
    }

    /// `CACHE_READ` is `cacheRead` in a fact.
    private static String member(Bucket bucket) {
        String[] words = bucket.name().split("_", -1);
        StringBuilder name = new StringBuilder(words[0].toLowerCase(java.util.Locale.ROOT));
        for (int i = 1; i < words.length; i++) {
            name.append(words[i].charAt(0)).append(words[i].substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return name.toString();
    }
}
