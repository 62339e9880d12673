package dev.aquifer.gateway.snapshot;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Starts the feed with the application, and says in readiness and metrics how it stands. The gateway is ready
/// as soon as there is a snapshot, from disk or from Kafka; a feed that is away afterwards is told, but stops
/// nothing.
@Startup
@Readiness
@ApplicationScoped
public class SnapshotFeed implements HealthCheck {
    private final Feed feed;

    SnapshotFeed(SnapshotSettings settings, MeterRegistry meters) {
        feed = new Feed(settings);
        feed.start();
        Gauge.builder("aquifer.snapshot.feed.connected", feed, it -> it.connected() ? 1 : 0)
                .description("1 while Kafka answers the snapshot's feed")
                .register(meters);
        Gauge.builder("aquifer.snapshot.ready", feed, it -> it.ready() ? 1 : 0)
                .description("1 once there is a snapshot, from disk or from Kafka")
                .register(meters);
        FunctionCounter.builder("aquifer.snapshot.unreadable", feed, Feed::unreadable)
                .description("Facts on the compacted topics that could not be read")
                .register(meters);
    }

    @Produces
    @Singleton
    Snapshots snapshots() {
        return feed::current;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("snapshot")
                .status(feed.ready())
                .withData("feed", feed.connected() ? "connected" : "away")
                .withData("source", !feed.ready() ? "none" : feed.fromDisk() ? "disk" : "kafka")
                .withData("keys", feed.current().keyCount())
                .build();
    }

    @PreDestroy
    void close() {
        feed.close();
    }
}
