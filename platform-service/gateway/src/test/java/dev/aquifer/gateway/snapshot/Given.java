package dev.aquifer.gateway.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aquifer.billing.api.budget.PausesChanged;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.api.price.PriceBookView;
import dev.aquifer.billing.api.price.PricesPublished;
import dev.aquifer.billing.api.price.TokenPrice;
import dev.aquifer.billing.api.standing.StandingChanged;
import dev.aquifer.billing.api.standing.StandingState;
import dev.aquifer.platform.api.CloudEvent;
import dev.aquifer.platform.api.deployment.DeploymentState;
import dev.aquifer.platform.api.deployment.RouteChanged;
import dev.aquifer.platform.api.key.KeyChanged;
import dev.aquifer.platform.api.key.KeyKind;
import dev.aquifer.platform.api.key.KeyScope;
import dev.aquifer.platform.api.model.ModelKind;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Facts as servers would state them, for tests: a small world that can be changed while a gateway serves from it.
public final class Given implements Snapshots {
    public static final UUID OPERATOR = UUID.fromString("00000000-0000-7000-8000-000000000001");
    public static final UUID TERN = UUID.fromString("00000000-0000-7000-8000-0000000000aa");
    public static final UUID GULL = UUID.fromString("00000000-0000-7000-8000-0000000000bb");
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant FAR_OFF = Instant.parse("2126-01-01T00:00:00Z");

    private final Map<UUID, KeyChanged> keys = new HashMap<>();
    private final Map<UUID, RouteChanged> routes = new HashMap<>();
    private final Map<UUID, StandingChanged> standings = new HashMap<>();
    private final Map<UUID, PausesChanged> pauses = new HashMap<>();
    private Snapshot.@Nullable Prices prices;
    private volatile Snapshot current = Snapshot.EMPTY;

    /// The starter's prices and no one to use them.
    public Given() {
        publish(prices());
    }

    @Override
    public Snapshot current() {
        return current;
    }

    public synchronized void publish(Object fact) {
        switch (fact) {
            case KeyChanged key -> keys.put(key.key(), key);
            case RouteChanged route -> routes.put(route.deployment(), route);
            case PausesChanged paused -> pauses.put(paused.organisation(), paused);
            case StandingChanged standing -> standings.put(standing.organisation(), standing);
            case PricesPublished published -> {
                Map<String, Map<Bucket, BigDecimal>> byModel = new HashMap<>();
                published
                        .book()
                        .tokens()
                        .forEach(price -> byModel.computeIfAbsent(price.modelSlug(), slug -> new HashMap<>())
                                .put(price.bucket(), price.pricePerMillion()));
                prices = new Snapshot.Prices(published.book().version(), "CNY", byModel, null);
            }
            default -> throw new IllegalArgumentException("not a fact: " + fact.getClass());
        }
        current = new Snapshot(keys, routes, standings, pauses, prices, Map.of());
    }

    public static KeyChanged key(UUID organisation, String sha256) {
        return new KeyChanged(UUID.randomUUID(), organisation, KeyKind.LIVE, sha256, FAR_OFF, null, null, null);
    }

    /// A key with these scopes alone.
    public static KeyChanged scoped(KeyChanged key, KeyScope... scopes) {
        return new KeyChanged(
                key.key(),
                key.organisation(),
                key.kind(),
                key.sha256(),
                key.expiresAt(),
                key.revokedAt(),
                List.of(scopes),
                "script");
    }

    public static KeyChanged revoked(KeyChanged key) {
        return new KeyChanged(
                key.key(), key.organisation(), key.kind(), key.sha256(), key.expiresAt(), LONG_AGO, null, null);
    }

    public static KeyChanged expired(KeyChanged key) {
        return new KeyChanged(key.key(), key.organisation(), key.kind(), key.sha256(), LONG_AGO, null, null, null);
    }

    /// A shared chat deployment of the operator's, priced by the token.
    public static RouteChanged shared(String name, int... ports) {
        return route(OPERATOR, true, name, "aquifer-lexicon-6m", ModelKind.CHAT, true, DeploymentState.READY, ports);
    }

    /// An organisation's own deployment, whose chips are paid by the hour.
    public static RouteChanged dedicated(UUID organisation, String name, int... ports) {
        return route(
                organisation, false, name, "aquifer-lexicon-6m", ModelKind.CHAT, false, DeploymentState.READY, ports);
    }

    public static RouteChanged embeddings(String name, int... ports) {
        return route(
                OPERATOR, true, name, "bge-small-zh-v1.5", ModelKind.EMBEDDING, true, DeploymentState.READY, ports);
    }

    public static RouteChanged in(RouteChanged route, DeploymentState state) {
        return new RouteChanged(
                route.deployment(),
                route.organisation(),
                route.shared(),
                route.name(),
                route.modelSlug(),
                route.kind(),
                route.chipType(),
                route.simulated(),
                route.contextLength(),
                route.tokensPriced(),
                state,
                route.createdAt(),
                List.of());
    }

    private static RouteChanged route(
            UUID organisation,
            boolean shared,
            String name,
            String slug,
            ModelKind kind,
            boolean priced,
            DeploymentState state,
            int... ports) {
        List<RouteChanged.Replica> replicas = new ArrayList<>();
        for (int port : ports) {
            replicas.add(new RouteChanged.Replica(UUID.randomUUID(), URI.create("http://127.0.0.1:" + port)));
        }
        return new RouteChanged(
                UUID.randomUUID(),
                organisation,
                shared,
                name,
                slug,
                kind,
                "local-cpu",
                false,
                512,
                priced,
                state,
                LONG_AGO,
                replicas);
    }

    public static StandingChanged standing(UUID organisation, String available, StandingState state) {
        return new StandingChanged(
                organisation,
                state,
                new BigDecimal(available),
                LONG_AGO,
                List.of(
                        new StandingChanged.Ratio("shanghai", "lease", new BigDecimal("0.3"), new BigDecimal("1000")),
                        new StandingChanged.Ratio(
                                "shanghai", "tokens", new BigDecimal("0.1"), new BigDecimal("1000"))));
    }

    public static PricesPublished prices() {
        List<TokenPrice> tokens = new ArrayList<>();
        Map.of(
                        Bucket.INPUT, "2.00",
                        Bucket.CACHE_READ, "0.50",
                        Bucket.CACHE_WRITE, "2.00",
                        Bucket.OUTPUT, "8.00",
                        Bucket.REASONING, "8.00")
                .forEach((bucket, price) ->
                        tokens.add(new TokenPrice("aquifer-lexicon-6m", bucket, new BigDecimal(price))));
        tokens.add(new TokenPrice("bge-small-zh-v1.5", Bucket.INPUT, new BigDecimal("0.50")));
        return new PricesPublished(
                new PriceBookView("2026-01", LONG_AGO, null, "CNY", new BigDecimal("0.06"), List.of(), tokens));
    }

    /// The bytes of a fact as they stand on a topic.
    public static byte[] bytes(Object fact) {
        try {
            return Facts.JSON.writeValueAsBytes(
                    CloudEvent.of(UUID.randomUUID(), "/test", "test", "test", LONG_AGO, fact));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
