package dev.aquifer.gateway.inference;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One request of a caller, from its head to its answer's end. Everything about it happens on the event loop
/// that took it.
final class Exchange {
    /// Bytes of a refused request's body that are still read, so that the caller gets to see the answer.
    private static final long COURTESY = 1 << 20;

    final HttpServerRequest request;
    final HttpServerResponse response;
    final Context context;
    final String id;
    final Instant startedAt;
    final long startedNanos = System.nanoTime();

    private final GatewayMetrics metrics;
    private final Runnable whenOver;
    private @Nullable Runnable whenGone;
    private boolean gone;
    private boolean over;
    private boolean bodyRead;

    Exchange(Vertx vertx, HttpServerRequest request, Instant startedAt, GatewayMetrics metrics, Runnable whenOver) {
        this.request = request;
        this.response = request.response();
        this.context = vertx.getOrCreateContext();
        this.startedAt = startedAt;
        this.metrics = metrics;
        this.whenOver = whenOver;
        UUID uuid = Ids.uuid7(startedAt.toEpochMilli());
        this.id = "req_" + uuid;
        response.exceptionHandler(e -> left());
        response.closeHandler(v -> left());
        response.endHandler(v -> over());
    }

    /// What to do when the caller closes the connection before its answer's end. One at a time: the newest counts.
    void whenGone(Runnable action) {
        whenGone = action;
    }

    boolean gone() {
        return gone;
    }

    private void left() {
        if (gone || response.ended()) {
            return;
        }
        gone = true;
        metrics.clientsLeft.increment();
        metrics.answered(499);
        Runnable action = whenGone;
        if (action != null) {
            action.run();
        }
        over();
    }

    private void over() {
        if (!over) {
            over = true;
            whenOver.run();
        }
    }

    void bodyRead() {
        bodyRead = true;
    }

    long elapsedMillis() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    /// Status and the headers that every answer has.
    HttpServerResponse head(int status) {
        metrics.answered(status);
        response.setStatusCode(status)
                .putHeader("x-request-id", id)
                .putHeader("openai-processing-ms", Long.toString(elapsedMillis()))
                .putHeader("openai-version", "2020-10-01");
        return response;
    }

    /// Ends the request with the error object. The head must not have been sent.
    void fail(Failure failure) {
        if (gone || response.ended()) {
            return;
        }
        HttpServerResponse out = head(failure.status()).putHeader("content-type", "application/json");
        if (failure.retryAfterSeconds() > 0) {
            out.putHeader("retry-after", Integer.toString(failure.retryAfterSeconds()));
            out.putHeader("retry-after-ms", Integer.toString(failure.retryAfterSeconds() * 1000));
        }
        if (failure.never()) {
            out.putHeader("x-should-retry", "false");
        }
        out.end(failure.json(id));
        if (!bodyRead) {
            discardBody();
        }
    }

    /// Reads a little of what the caller is still sending: closing at once would reset the connection and with
    /// it the answer. Whoever sends on is cut off.
    private void discardBody() {
        long[] seen = {0};
        request.handler(piece -> {
            seen[0] += piece.length();
            if (seen[0] > COURTESY) {
                request.connection().close();
            }
        });
        request.resume();
    }

    /// Closes the connection without waiting for what was written: closing the ordinary way waits for a caller that
    /// does not read.
    void cutOff() {
        if (request.connection() instanceof ConnectionBase base) {
            var _ = base.channelHandlerContext().close();
        } else {
            response.reset();
        }
    }

    void json(String body) {
        if (!gone) {
            head(200).putHeader("content-type", "application/json").end(body);
        }
    }
}
