package dev.aquifer.gateway.snapshot;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.aquifer.billing.api.budget.PausesChanged;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.api.price.PricesPublished;
import dev.aquifer.billing.api.price.TokenPrice;
import dev.aquifer.billing.api.standing.StandingChanged;
import dev.aquifer.platform.api.CloudEvent;
import dev.aquifer.platform.api.Topics;
import dev.aquifer.platform.api.deployment.RouteChanged;
import dev.aquifer.platform.api.key.KeyChanged;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The state of the five topics while it is being read: last value by key. Only the feed's thread touches it.
final class Facts {
    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final TypeReference<CloudEvent<KeyChanged>> KEY = new TypeReference<>() {};
    private static final TypeReference<CloudEvent<RouteChanged>> ROUTE = new TypeReference<>() {};
    // Both envelopes have the same shape; billing's facts are read through it too.
    private static final TypeReference<CloudEvent<StandingChanged>> STANDING = new TypeReference<>() {};
    private static final TypeReference<CloudEvent<PausesChanged>> PAUSES = new TypeReference<>() {};
    private static final TypeReference<CloudEvent<PricesPublished>> PRICES = new TypeReference<>() {};

    private static final String PUBLIC_PRICES = "prices";

    private final Map<UUID, KeyChanged> keys;
    private final Map<UUID, RouteChanged> routes;
    private final Map<UUID, StandingChanged> standings;
    private final Map<UUID, PausesChanged> pauses;
    private @Nullable PricesPublished prices;
    private final Map<UUID, PricesPublished> ownPrices;
    private final Map<String, Long> positions;

    Facts() {
        this(new Kept(Map.of(), Map.of(), Map.of(), Map.of(), null, Map.of(), Map.of()));
    }

    Facts(Kept kept) {
        keys = new HashMap<>(kept.keys);
        routes = new HashMap<>(kept.routes);
        standings = new HashMap<>(kept.standings);
        pauses = new HashMap<>(kept.pauses);
        prices = kept.prices;
        ownPrices = new HashMap<>(kept.ownPrices);
        positions = new TreeMap<>(kept.positions);
    }

    /// What stands on disk. @param ownPrices of organisations whose prices are not the public ones
    /// @param positions the next offset of each topic
    record Kept(
            Map<UUID, KeyChanged> keys,
            Map<UUID, RouteChanged> routes,
            Map<UUID, StandingChanged> standings,
            Map<UUID, PausesChanged> pauses,
            @Nullable PricesPublished prices,
            Map<UUID, PricesPublished> ownPrices,
            Map<String, Long> positions) {
        @JsonCreator
        static Kept read(
                @JsonProperty("keys") Map<UUID, KeyChanged> keys,
                @JsonProperty("routes") Map<UUID, RouteChanged> routes,
                @JsonProperty("standings") Map<UUID, StandingChanged> standings,
                @JsonProperty("pauses") @Nullable Map<UUID, PausesChanged> pauses,
                @JsonProperty("prices") @Nullable PricesPublished prices,
                @JsonProperty("ownPrices") @Nullable Map<UUID, PricesPublished> ownPrices,
                @JsonProperty("positions") Map<String, Long> positions) {
            // What an earlier release kept knows neither pauses nor own prices.
            return new Kept(
                    keys,
                    routes,
                    standings,
                    pauses == null ? Map.of() : pauses,
                    prices,
                    ownPrices == null ? Map.of() : ownPrices,
                    positions);
        }
    }

    /// Takes one record; a null value removes what the key names.
    ///
    /// @throws IOException if the record cannot be read; the state is as before, but for the position
    void take(String topic, long offset, String key, byte @Nullable [] value) throws IOException {
        positions.put(topic, offset + 1);
        try {
            switch (topic) {
                case Topics.KEYS -> {
                    if (value == null) {
                        keys.remove(UUID.fromString(key));
                    } else {
                        KeyChanged fact = JSON.readValue(value, KEY).data();
                        keys.put(fact.key(), fact);
                    }
                }
                case Topics.ROUTES -> {
                    if (value == null) {
                        routes.remove(UUID.fromString(key));
                    } else {
                        RouteChanged fact = JSON.readValue(value, ROUTE).data();
                        routes.put(fact.deployment(), fact);
                    }
                }
                case dev.aquifer.billing.api.Topics.STANDING -> {
                    if (value == null) {
                        standings.remove(UUID.fromString(key));
                    } else {
                        StandingChanged fact = JSON.readValue(value, STANDING).data();
                        standings.put(fact.organisation(), fact);
                    }
                }
                case dev.aquifer.billing.api.Topics.PAUSES -> {
                    if (value == null) {
                        pauses.remove(UUID.fromString(key));
                    } else {
                        PausesChanged fact = JSON.readValue(value, PAUSES).data();
                        pauses.put(fact.organisation(), fact);
                    }
                }
                case dev.aquifer.billing.api.Topics.PRICES -> {
                    PricesPublished fact =
                            value == null ? null : JSON.readValue(value, PRICES).data();
                    if (key.equals(PUBLIC_PRICES)) {
                        prices = fact;
                    } else if (fact == null) {
                        ownPrices.remove(UUID.fromString(key));
                    } else {
                        ownPrices.put(UUID.fromString(key), fact);
                    }
                }
                default -> throw new IllegalStateException("a topic that was not asked for: " + topic);
            }
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new IOException("a field is missing or cannot be read", e);
        }
    }

    Snapshot snapshot() {
        PricesPublished published = prices;
        Map<UUID, Snapshot.Prices> own = HashMap.newHashMap(ownPrices.size());
        ownPrices.forEach((organisation, prices) -> own.put(organisation, prices(prices)));
        return new Snapshot(keys, routes, standings, pauses, published == null ? null : prices(published), own);
    }

    private static Snapshot.Prices prices(PricesPublished published) {
        Map<String, Map<Bucket, BigDecimal>> byModel = new HashMap<>();
        for (TokenPrice price : published.book().tokens()) {
            byModel.computeIfAbsent(price.modelSlug(), slug -> new EnumMap<>(Bucket.class))
                    .put(price.bucket(), price.pricePerMillion());
        }
        return new Snapshot.Prices(
                published.book().version(),
                published.book().currency(),
                byModel,
                published.book().until());
    }

    Kept kept() {
        return new Kept(keys, routes, standings, pauses, prices, ownPrices, positions);
    }
}
