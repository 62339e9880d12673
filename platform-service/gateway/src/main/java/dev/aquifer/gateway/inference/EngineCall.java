package dev.aquifer.gateway.inference;

import dev.aquifer.platform.api.deployment.RouteChanged;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sends a request to the least busy replica, and once more, to another one if there is one, as long as the
/// caller has not been sent a byte. Two tries at most: this is the only layer that retries.
final class EngineCall {
    private static final int TRIES = 2;

    private final Ask ask;
    private final Answer answer;
    private final List<UUID> tried = new ArrayList<>(TRIES);
    private int tries;
    private RouteChanged.@Nullable Replica replica;
    private Replicas.@Nullable Load load;
    private @Nullable HttpClientRequest request;
    private boolean over;

    /// What becomes of an engine's answer.
    interface Answer {
        /// The engine said 200. Handlers must be set before this returns.
        void begun(HttpClientResponse response, UUID replica);

        /// Whether nothing was sent to the caller yet, so that another replica may begin anew.
        boolean untouched();

        /// No replica could answer.
        void failed(Failure failure);
    }

    EngineCall(Ask ask, Answer answer) {
        this.ask = ask;
        this.answer = answer;
    }

    void start() {
        List<RouteChanged.Replica> replicas = ask.route().replicas();
        RouteChanged.Replica next = ask.serving().replicas.leastBusy(replicas, tried);
        if (next == null) {
            // The only one there is gets a second chance over a new connection.
            next = replica;
        }
        if (next == null) {
            over = true;
            answer.failed(Failure.noCapacity("No replica of this deployment is there."));
            return;
        }
        attempt(next);
    }

    private void attempt(RouteChanged.Replica next) {
        tries++;
        tried.add(next.id());
        replica = next;
        Replicas.Load entered = ask.serving().replicas.load(next.id());
        entered.running().incrementAndGet();
        load = entered;
        int number = tries;
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(next.url().getHost())
                .setPort(next.url().getPort())
                .setURI(ask.operation().path)
                .putHeader("authorization", entered.authorization())
                .putHeader("content-type", "application/json")
                .putHeader("x-request-id", ask.exchange().id);
        ask.serving().client().request(options).onComplete(made -> {
            if (made.failed()) {
                lost(number, Failure.engineBroke());
            } else if (over || number != tries) {
                made.result().reset();
            } else {
                send(number, made.result());
            }
        });
    }

    private void send(int number, HttpClientRequest made) {
        request = made;
        made.send(ask.call().engineBody()).onComplete(sent -> {
            if (over || number != tries) {
                return;
            }
            if (sent.failed()) {
                lost(number, Failure.engineBroke());
            } else {
                answered(number, sent.result());
            }
        });
    }

    private void answered(int number, HttpClientResponse response) {
        // Whoever takes the answer puts a handler of its own; a connection that is dropped here is no news.
        response.exceptionHandler(e -> {});
        switch (response.statusCode()) {
            case 200 -> answer.begun(response, replica().id());
            case 400, 413, 422 -> refused(number, response);
            case 429, 503 -> {
                drop();
                lost(number, Failure.overloaded());
            }
            default -> {
                drop();
                lost(number, Failure.engineBroke());
            }
        }
    }

    private void refused(int number, HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        response.handler(piece -> {
            if (body.length() + piece.length() > EngineRefusal.LONGEST) {
                drop();
                lost(number, Failure.engineBroke());
            } else {
                body.appendBuffer(piece);
            }
        });
        response.exceptionHandler(e -> lost(number, Failure.engineBroke()));
        response.endHandler(v -> {
            if (!over && number == tries) {
                finished();
                answer.failed(EngineRefusal.read(body.getBytes()));
            }
        });
    }

    /// The engine, or the way to it, was lost before it had answered in full.
    void lost(Failure otherwise) {
        lost(tries, otherwise);
    }

    private void lost(int number, Failure otherwise) {
        if (over || number != tries) {
            return;
        }
        leave();
        if (tries < TRIES && answer.untouched()) {
            ask.serving().metrics.retries.increment();
            start();
        } else {
            over = true;
            answer.failed(otherwise);
        }
    }

    /// The engine has answered in full.
    void finished() {
        over = true;
        leave();
    }

    /// Tells the engine to stop: its time is the money.
    void cancel() {
        over = true;
        drop();
        leave();
    }

    private void drop() {
        HttpClientRequest running = request;
        request = null;
        if (running != null) {
            running.reset();
        }
    }

    private void leave() {
        Replicas.Load entered = load;
        load = null;
        if (entered != null) {
            entered.running().decrementAndGet();
        }
    }

    private RouteChanged.Replica replica() {
        RouteChanged.Replica current = replica;
        if (current == null) {
            throw new IllegalStateException("no replica was asked");
        }
        return current;
    }

    /// The replica that was asked last; null before the first try.
    @Nullable UUID replicaId() {
        RouteChanged.Replica current = replica;
        return current == null ? null : current.id();
    }
}
