package dev.aquifer.billing.simulation;

import dev.aquifer.billing.api.simulation.SimulationResult;
import dev.aquifer.billing.problem.Problems;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Plays scenarios one after the other on one platform thread. They are nothing but arithmetic that anyone who is
/// signed in may ask for: on virtual threads a few of them would hold every carrier, and billing would stand
/// still.
@ApplicationScoped
class SimulationThread {
    private static final int WAITING = 4;

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("simulation").factory());

    SimulationResult play(String scenario) throws Mistake {
        var played = run(() -> {
            try {
                return new Played(Simulation.of(scenario, Limits.SERVER), null);
            } catch (Mistake mistake) {
                return new Played(null, mistake);
            }
        });
        if (played.result() != null) {
            return played.result();
        }
        throw Objects.requireNonNull(played.mistake());
    }

    private record Played(
            @Nullable SimulationResult result, @Nullable Mistake mistake) {}

    /// Waits for its turn and for the end of the work. Where too many wait already the answer is 429.
    <T> T run(Callable<T> work) {
        try {
            return executor.submit(work).get();
        } catch (RejectedExecutionException _) {
            throw Problems.of(
                    429,
                    "busy",
                    "Busy",
                    "Other scenarios are being played; try again in a few seconds, or play it by ./aquifer simulate.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a scenario could not be played", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a scenario was played", e);
        }
    }

    int waiting() {
        return executor.getQueue().size();
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }
}
