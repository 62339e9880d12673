package dev.aquifer.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The HTTP side of one call. Any thread may call it; what it sends goes out in the order of the calls.
final class Reply {
    private static final int MOST_PENDING_BYTES = 256 * 1024;

    private final Context context;
    private final HttpServerResponse response;
    private final Metrics metrics;
    private final AtomicInteger pendingBytes = new AtomicInteger();
    /// Written by the event loop when the connection is lost, read by the slots' threads after each token.
    private volatile boolean gone;
    /// Guarded by this.
    private boolean streaming;
    /// Guarded by this.
    private boolean ended;
    /// Guarded by this.
    private @Nullable Runnable over;

    Reply(Context context, HttpServerResponse response, Metrics metrics) {
        this.context = context;
        this.response = response;
        this.metrics = metrics;
        response.closeHandler(_ -> lost());
        response.exceptionHandler(_ -> lost());
    }

    /// Whether nobody waits any more: the caller has left, or the engine ends.
    boolean gone() {
        return gone;
    }

    synchronized void startStream() {
        streaming = true;
        context.runOnContext(_ -> response.setStatusCode(200)
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("X-Accel-Buffering", "no"));
    }

    synchronized void event(String data) {
        if (ended || gone) {
            return;
        }
        Buffer line = Buffer.buffer("data: " + data + "\n\n");
        pendingBytes.addAndGet(line.length());
        context.runOnContext(_ -> {
            if (response.ended() || response.closed()) {
                written(line.length());
                return;
            }
            response.write(line).onComplete(_ -> written(line.length()));
        });
    }

    /// Holds the slot's thread while the caller reads slower than the model writes.
    void awaitRoom() {
        if (pendingBytes.get() <= MOST_PENDING_BYTES) {
            return;
        }
        synchronized (pendingBytes) {
            while (pendingBytes.get() > MOST_PENDING_BYTES && !gone) {
                try {
                    pendingBytes.wait(1000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    synchronized void end() {
        if (ended) {
            return;
        }
        ending();
        metrics.answered(200);
        context.runOnContext(_ -> {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        });
    }

    synchronized void json(int status, ObjectNode body) {
        if (ended) {
            return;
        }
        ending();
        metrics.answered(status);
        Buffer bytes = Buffer.buffer(Json.text(body));
        context.runOnContext(_ -> {
            if (!response.ended() && !response.closed()) {
                response.setStatusCode(status)
                        .putHeader("Content-Type", "application/json")
                        .end(bytes);
            }
        });
    }

    synchronized void text(int status, String contentType, String body) {
        if (ended) {
            return;
        }
        ending();
        response.setStatusCode(status).putHeader("Content-Type", contentType).end(body);
    }

    /// Before a stream has begun an ordinary error; within it an event, and then the end without `[DONE]`.
    synchronized void error(ApiError error) {
        if (streaming) {
            event(Json.text(error.body()));
            end();
            return;
        }
        if (error.status() == 503) {
            context.runOnContext(_ -> {
                if (!response.headWritten()) {
                    response.putHeader("Retry-After", "1");
                }
            });
        }
        json(error.status(), error.body());
    }

    /// The engine ends: the slots stop as if the caller had left, and the caller is told.
    void abandon() {
        error(new ApiError(503, "service_unavailable_error", "server_is_overloaded", null, "The engine is stopping."));
        lost();
    }

    /// Runs `action` once, when the reply is complete or the caller has left.
    synchronized void whenOver(Runnable action) {
        if (ended) {
            action.run();
        } else {
            over = action;
        }
    }

    private synchronized void ending() {
        ended = true;
        Runnable action = over;
        over = null;
        if (action != null) {
            action.run();
        }
    }

    private void lost() {
        boolean open;
        synchronized (this) {
            open = !ended;
            ending();
        }
        gone = true;
        if (open) {
            metrics.cancelled.increment();
        }
        synchronized (pendingBytes) {
            pendingBytes.notifyAll();
        }
    }

    private void written(int bytes) {
        if (pendingBytes.addAndGet(-bytes) <= MOST_PENDING_BYTES) {
            synchronized (pendingBytes) {
                pendingBytes.notifyAll();
            }
        }
    }
}
