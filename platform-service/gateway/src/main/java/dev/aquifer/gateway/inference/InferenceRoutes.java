package dev.aquifer.gateway.inference;

import dev.aquifer.gateway.snapshot.Snapshots;
import dev.aquifer.gateway.usage.Journal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Unremovable;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Puts the inference API on the application's HTTP server, and drains it when the application is told to stop.
@Readiness
@Unremovable
@Singleton
public class InferenceRoutes implements HealthCheck {
    private static final long TIDY_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Vertx vertx;
    private final Serving serving;
    private final InferenceApi api;

    InferenceRoutes(
            Vertx vertx, InferenceSettings settings, Snapshots snapshots, Journal journal, MeterRegistry meters) {
        this.vertx = vertx;
        serving = new Serving(vertx, settings, snapshots, journal, InstantSource.system(), new GatewayMetrics(meters));
        api = new InferenceApi(serving);
        Gauge.builder("aquifer.inference.in.flight", api, InferenceApi::inFlight)
                .description("Requests in work")
                .register(meters);
    }

    void mount(@Observes Router router) {
        vertx.setPeriodic(TIDY_MILLIS, id -> serving.replicas.forgetGone(serving.snapshots.current()));
        // Last of all: what no other route of the application (health, metrics) took. Unknown paths get our error too.
        router.route().order(Integer.MAX_VALUE).handler(context -> api.handle(context.request()));
        Log.infof("inference API is served nativeTransport=%s", vertx.isNativeTransportEnabled());
    }

    /// Runs before the server stops taking requests: open streams finish, within the bound; new requests get 503.
    void drain(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        api.drain();
        long deadline = System.nanoTime() + serving.settings.drain().toNanos();
        while (api.inFlight() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(Duration.ofMillis(20));
        }
        Log.infof("inference API is drained open=%d", api.inFlight());
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("inference")
                .status(!api.draining())
                .withData("inFlight", api.inFlight())
                .withData("journal", serving.journal.accepts() ? "open" : "refusing")
                .build();
    }
}
