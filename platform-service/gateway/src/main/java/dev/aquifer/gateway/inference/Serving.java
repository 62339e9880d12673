package dev.aquifer.gateway.inference;

import dev.aquifer.gateway.snapshot.Snapshots;
import dev.aquifer.gateway.usage.Journal;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/// What all requests share. Thread-safe, without locks.
final class Serving {
    final Vertx vertx;
    final InferenceSettings settings;
    final Snapshots snapshots;
    final Journal journal;
    final InstantSource clock;
    final GatewayMetrics metrics;
    final Replicas replicas;
    final Credit credit;
    final UsageFacts facts;

    // One client an event loop: a request's two connections stay on one thread.
    private final ThreadLocal<HttpClient> clients;

    Serving(
            Vertx vertx,
            InferenceSettings settings,
            Snapshots snapshots,
            Journal journal,
            InstantSource clock,
            GatewayMetrics metrics) {
        this.vertx = vertx;
        this.settings = settings;
        this.snapshots = snapshots;
        this.journal = journal;
        this.clock = clock;
        this.metrics = metrics;
        this.replicas = new Replicas(settings.replicaSecret());
        this.credit = new Credit(settings.withoutStanding());
        this.facts = new UsageFacts();
        this.clients = ThreadLocal.withInitial(this::makeClient);
    }

    HttpClient client() {
        return clients.get();
    }

    private HttpClient makeClient() {
        HttpClientOptions options = new HttpClientOptions()
                .setTcpNoDelay(true)
                .setKeepAlive(true)
                .setPipelining(false)
                .setKeepAliveTimeout(30)
                .setConnectTimeout((int) settings.connect().toMillis())
                .setMaxInitialLineLength(4096)
                .setMaxHeaderSize(16 << 10)
                .setDecompressionSupported(false)
                .setIdleTimeout((int) settings.deadline().toSeconds() + 30)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(settings.connectionsPerReplica())
                .setMaxWaitQueueSize(settings.connectionsPerReplica());
        return vertx.createHttpClient(options, pool);
    }
}
