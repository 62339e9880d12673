package dev.aquifer.gateway.snapshot;

import dev.aquifer.billing.api.budget.PausesChanged;
import dev.aquifer.billing.api.price.Bucket;
import dev.aquifer.billing.api.standing.StandingChanged;
import dev.aquifer.platform.api.deployment.RouteChanged;
import dev.aquifer.platform.api.key.KeyChanged;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All that a request is judged by, as it was at one moment. Immutable: any thread may read it without a lock.
public final class Snapshot {
    /// Before anything was read: knows nobody and nothing.
    public static final Snapshot EMPTY = new Snapshot(Map.of(), Map.of(), Map.of(), Map.of(), null, Map.of());

    private final Map<String, KeyChanged> keys;
    private final Map<String, List<RouteChanged>> routes;
    private final Map<UUID, StandingChanged> standings;
    private final Map<UUID, PausesChanged> pauses;
    private final @Nullable Prices prices;
    private final Map<UUID, Prices> ownPrices;

    /// Prices of tokens by model and bucket; with tiers, what the next token costs.
    ///
    /// @param version e.g. `2026-01`, @param until exclusive; null: until told otherwise
    public record Prices(
            String version,
            String currency,
            Map<String, Map<Bucket, BigDecimal>> perMillion,
            @Nullable Instant until) {
        public Prices {
            perMillion = Map.copyOf(perMillion);
        }
    }

    Snapshot(
            Map<UUID, KeyChanged> keys,
            Map<UUID, RouteChanged> routes,
            Map<UUID, StandingChanged> standings,
            Map<UUID, PausesChanged> pauses,
            @Nullable Prices prices,
            Map<UUID, Prices> ownPrices) {
        Map<String, KeyChanged> byHash = HashMap.newHashMap(keys.size());
        keys.values().forEach(key -> byHash.put(key.sha256(), key));
        Map<String, List<RouteChanged>> byName = new HashMap<>();
        routes.values().stream()
                .sorted(Comparator.comparing(RouteChanged::createdAt).thenComparing(RouteChanged::deployment))
                .forEach(route -> byName.computeIfAbsent(route.name(), name -> new ArrayList<>())
                        .add(route));
        this.keys = byHash;
        this.routes = byName;
        this.standings = Map.copyOf(standings);
        this.pauses = Map.copyOf(pauses);
        this.prices = prices;
        this.ownPrices = Map.copyOf(ownPrices);
    }

    /// @param sha256 of the whole key, lower-case hexadecimal
    public @Nullable KeyChanged key(String sha256) {
        return keys.get(sha256);
    }

    /// The deployment that this organisation means by the name: its own first, then a shared one; null for what
    /// is not there and for what is another's.
    public @Nullable RouteChanged route(UUID organisation, String name) {
        RouteChanged shared = null;
        for (RouteChanged route : routes.getOrDefault(name, List.of())) {
            if (route.organisation().equals(organisation)) {
                return route;
            }
            if (route.shared() && shared == null) {
                shared = route;
            }
        }
        return shared;
    }

    /// What the organisation may call, by name.
    public List<RouteChanged> routes(UUID organisation) {
        var visible = new TreeMap<String, RouteChanged>();
        for (String name : routes.keySet()) {
            RouteChanged route = route(organisation, name);
            if (route != null) {
                visible.put(name, route);
            }
        }
        return List.copyOf(visible.values());
    }

    public @Nullable StandingChanged standing(UUID organisation) {
        return standings.get(organisation);
    }

    /// Whether a budget of the organisation has paused this key's calls.
    public boolean paused(UUID organisation, UUID key) {
        PausesChanged known = pauses.get(organisation);
        return known != null && known.covers(key);
    }

    /// What this organisation pays at the instant: its own prices while they hold, else those of the public book.
    public @Nullable Prices prices(UUID organisation, Instant at) {
        Prices own = ownPrices.get(organisation);
        return own != null && (own.until() == null || at.isBefore(own.until())) ? own : prices;
    }

    /// Whether a replica belongs to any deployment.
    public boolean knowsReplica(UUID replica) {
        for (List<RouteChanged> named : routes.values()) {
            for (RouteChanged route : named) {
                for (RouteChanged.Replica one : route.replicas()) {
                    if (one.id().equals(replica)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    int keyCount() {
        return keys.size();
    }

    int routeCount() {
        return routes.size();
    }
}
