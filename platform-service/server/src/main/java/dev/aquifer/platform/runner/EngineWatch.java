package dev.aquifer.platform.runner;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Watches one engine process from its start, or from when it was found, to its end, on a virtual thread of its own.
///
/// `sight` is written by that thread alone and read by all; `stopping` is set once by whoever wants the end.
final class EngineWatch {
    private static final Duration LOOK_WHILE_LOADING = Duration.ofMillis(200);
    private static final Duration LOOK_WHILE_SERVING = Duration.ofSeconds(2);

    private final UUID replica;
    private final ProcessHandle process;
    private final ReplicaFolder folder;
    private final Path data;
    private final String secret;
    private final HttpClient http;
    private final RunnerConfig config;
    private final Runnable changed;
    private volatile Sight sight = new Sight.Loading();
    private volatile boolean stopping;

    EngineWatch(
            UUID replica,
            ProcessHandle process,
            ReplicaFolder folder,
            Path data,
            String secret,
            HttpClient http,
            RunnerConfig config,
            Runnable changed) {
        this.replica = replica;
        this.process = process;
        this.folder = folder;
        this.data = data;
        this.secret = secret;
        this.http = http;
        this.config = config;
        this.changed = changed;
    }

    Sight sight() {
        return sight;
    }

    boolean alive() {
        return process.isAlive();
    }

    /// Looks once before it returns, so that a process that was adopted and answers is seen as serving at once.
    void begin() {
        lookOnce();
        Thread.ofVirtual().name("engine-watch-" + replica).start(this::watch);
    }

    void stop() {
        if (stopping) {
            return;
        }
        stopping = true;
        process.destroy();
        Thread.ofVirtual().name("engine-stop-" + replica).start(() -> {
            if (!endedWithin(config.grace())) {
                Log.warnf("engine did not end by itself, killing it replica=%s", replica);
                process.destroyForcibly();
            }
        });
    }

    private void watch() {
        long silentSince = System.nanoTime();
        String verdict = null;
        while (!endedWithin(sight instanceof Sight.Serving ? LOOK_WHILE_SERVING : LOOK_WHILE_LOADING)) {
            if (stopping || lookOnce()) {
                silentSince = System.nanoTime();
                continue;
            }
            boolean served = sight instanceof Sight.Serving;
            Duration limit = served ? config.silentAtMost() : config.loadAtMost();
            if (System.nanoTime() - silentSince > limit.toNanos()) {
                verdict = served
                        ? "the engine gave no answer for " + limit.toSeconds() + " s and was ended"
                        : "the engine was not ready after " + limit.toSeconds() + " s and was ended";
                process.destroyForcibly();
            }
        }
        sight = new Sight.Ended(verdict != null ? verdict : folder.lastWords(data));
        folder.removeTemporary();
        changed.run();
    }

    /// True if the engine answered with its secret, so that it is ours, and says that it has loaded.
    private boolean lookOnce() {
        var port = folder.port();
        if (port.isEmpty()) {
            return false;
        }
        URI url = URI.create("http://127.0.0.1:" + port.get());
        if (!answers(url.resolve("/v1/models")) || !answers(url.resolve("/health"))) {
            return false;
        }
        if (!(sight instanceof Sight.Serving)) {
            sight = new Sight.Serving(url);
            changed.run();
        }
        return true;
    }

    private boolean answers(URI url) {
        var request = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + secret)
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean endedWithin(Duration wait) {
        try {
            process.onExit().get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return !process.isAlive();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for a process cannot fail", e);
        }
    }
}
