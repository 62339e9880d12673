package dev.aquifer.gateway.inference;

import dev.aquifer.gateway.snapshot.Snapshot;
import dev.aquifer.platform.api.deployment.RouteChanged;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// How busy each replica is with this gateway's requests, and the secret that opens it.
final class Replicas {
    private final byte[] secret;
    private final ConcurrentHashMap<UUID, Load> loads = new ConcurrentHashMap<>();

    Replicas(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /// @param authorization header for the engine: derived from the replica's id, so that no secret travels in
    /// a topic
    record Load(AtomicInteger running, String authorization) {
        @Override
        public String toString() {
            return "Load[running=" + running + "]";
        }
    }

    /// The least busy one that was not tried yet; among equals any. Null if none is left.
    RouteChanged.@Nullable Replica leastBusy(List<RouteChanged.Replica> replicas, List<UUID> tried) {
        RouteChanged.Replica best = null;
        int least = Integer.MAX_VALUE;
        int start = replicas.isEmpty() ? 0 : ThreadLocalRandom.current().nextInt(replicas.size());
        for (int i = 0; i < replicas.size(); i++) {
            RouteChanged.Replica one = replicas.get((start + i) % replicas.size());
            int running = load(one.id()).running.get();
            if (running < least && !tried.contains(one.id())) {
                best = one;
                least = running;
            }
        }
        return best;
    }

    Load load(UUID replica) {
        Load load = loads.get(replica);
        return load != null ? load : loads.computeIfAbsent(replica, this::made);
    }

    private Load made(UUID replica) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] own = mac.doFinal(replica.toString().getBytes(StandardCharsets.UTF_8));
            return new Load(new AtomicInteger(), "Bearer " + HexFormat.of().formatHex(own));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Forgets replicas that are gone and idle.
    void forgetGone(Snapshot snapshot) {
        loads.entrySet()
                .removeIf(entry -> entry.getValue().running.get() == 0 && !snapshot.knowsReplica(entry.getKey()));
    }
}
