package dev.aquifer.platform.deployment;

import dev.aquifer.platform.runner.Runner;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs the reconciler from the server's start to its orderly end. The server is ready without waiting for any
/// engine.
@ApplicationScoped
class Operation {
    private final DeploymentConfig config;
    private final Reconciler reconciler;
    private final SharedDeployments shared;
    private final Runner runner;
    private final ScheduledExecutorService signs = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("signs-of-life").daemon().factory());
    private volatile boolean running;
    private @Nullable Thread loop;
    private @Nullable ScheduledFuture<?> beat;

    Operation(DeploymentConfig config, Reconciler reconciler, SharedDeployments shared, Runner runner) {
        this.config = config;
        this.reconciler = reconciler;
        this.shared = shared;
        this.runner = runner;
    }

    void start(@Observes @Priority(300) StartupEvent event) {
        shared.seed();
        if (!config.reconcile()) {
            return;
        }
        runner.onChange(reconciler::wake);
        running = true;
        loop = Thread.ofPlatform().name("reconciler").daemon().start(this::run);
        long every = config.signOfLife().toMillis();
        beat = signs.scheduleAtFixedRate(this::noteSigns, every, every, TimeUnit.MILLISECONDS);
    }

    /// Ends the replicas and gives their chips back. What is wanted stays, so the next start brings them back.
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        Thread thread = loop;
        if (thread == null) {
            return;
        }
        running = false;
        reconciler.close();
        thread.join();
        long deadline = System.nanoTime() + config.shutdownAtMost().toNanos();
        reconciler.reconcileAll();
        while (reconciler.anythingLive() && System.nanoTime() < deadline) {
            reconciler.awaitWake(config.tick());
            reconciler.reconcileAll();
        }
        if (beat != null) {
            beat.cancel(false);
        }
        signs.shutdown();
        if (!signs.awaitTermination(2, TimeUnit.SECONDS)) {
            Log.warn("the last sign of life was still being written at the shutdown");
        }
    }

    private void run() {
        boolean recovered = false;
        while (running) {
            try {
                if (!recovered) {
                    reconciler.recover();
                    recovered = true;
                }
                reconciler.reconcileAll();
            } catch (RuntimeException e) {
                // The database may be away: the next tick tries again.
                Log.errorf(e, "round of the reconciler failed");
            }
            try {
                reconciler.awaitWake(config.tick());
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void noteSigns() {
        try {
            reconciler.noteSignsOfLife();
        } catch (RuntimeException e) {
            Log.errorf(e, "signs of life could not be noted");
        }
    }
}
