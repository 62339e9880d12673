package dev.aquifer.gateway.inference;

import dev.aquifer.gateway.snapshot.Snapshot;
import dev.aquifer.platform.api.deployment.RouteChanged;
import dev.aquifer.platform.api.key.KeyChanged;
import dev.aquifer.platform.api.key.KeyForm;
import dev.aquifer.platform.api.key.KeyScope;
import io.quarkus.logging.Log;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Takes every request below `/v1` and checks it in a fixed order, so that nothing leaks and nothing is charged
/// that is refused: path, method, key, size, JSON, model, fields, credit, route.
final class InferenceApi implements Handler<HttpServerRequest> {
    private static final String MODELS = "/v1/models";

    private final Serving serving;
    private final FailedKeys failedKeys;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean draining;

    InferenceApi(Serving serving) {
        this.serving = serving;
        this.failedKeys = new FailedKeys(serving.settings.failedKeysPerMinute());
    }

    /// Requests in work.
    int inFlight() {
        return inFlight.get();
    }

    /// From now on new requests are refused; open ones go on.
    void drain() {
        draining = true;
    }

    boolean draining() {
        return draining;
    }

    @Override
    public void handle(HttpServerRequest request) {
        int running = inFlight.incrementAndGet();
        var exchange = new Exchange(
                serving.vertx, request, serving.clock.instant(), serving.metrics, inFlight::decrementAndGet);
        try {
            Failure failure = running > serving.settings.mostInFlight() ? Failure.overloaded() : begin(exchange);
            if (failure != null) {
                exchange.fail(failure);
            }
        } catch (RuntimeException e) {
            unexpected(exchange, e);
        }
    }

    private static void unexpected(Exchange exchange, RuntimeException e) {
        // The exception's text may hold a piece of the request; its class and place do not.
        StackTraceElement[] trace = e.getStackTrace();
        Log.errorf(
                "request failed request=%s error=%s at=%s",
                exchange.id, e.getClass().getName(), trace.length == 0 ? "?" : trace[0]);
        if (!exchange.response.headWritten()) {
            exchange.fail(Failure.internal());
        } else {
            exchange.response.reset();
        }
    }

    private @Nullable Failure begin(Exchange exchange) {
        HttpServerRequest request = exchange.request;
        String path = path(request);
        Operation operation = operation(path);
        boolean model = path.startsWith(MODELS + "/");
        if (operation == null && !model && !path.equals(MODELS)) {
            return Failure.unknownUrl(request.method().name(), shortened(path));
        }
        HttpMethod allowed = operation == null ? HttpMethod.GET : HttpMethod.POST;
        if (!request.method().equals(allowed)) {
            exchange.response.putHeader("allow", allowed.name());
            return Failure.methodNotAllowed(request.method().name(), allowed.name());
        }
        if (draining) {
            return Failure.draining();
        }
        Snapshot snapshot = serving.snapshots.current();
        if (snapshot == Snapshot.EMPTY) {
            return Failure.noSnapshot();
        }
        String presented = presentedKey(request);
        if (presented == null) {
            return failedKey(request, Failure.noKey());
        }
        KeyChanged key = key(presented, snapshot, exchange.startedAt);
        if (key == null) {
            return failedKey(request, Failure.badKey());
        }
        if (!key.may(KeyScope.INFERENCE)) {
            return Failure.keyScope();
        }
        if (operation != null) {
            return receive(exchange, operation, key);
        }
        return model
                ? oneModel(exchange, key, snapshot, path.substring(MODELS.length() + 1))
                : models(exchange, key, snapshot);
    }

    private static String path(HttpServerRequest request) {
        String path = request.path();
        if (path == null) {
            return "";
        }
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String shortened(String path) {
        return path.length() > 200 ? path.substring(0, 200) + "…" : path;
    }

    private static @Nullable Operation operation(String path) {
        return path.equals(Operation.CHAT.path)
                ? Operation.CHAT
                : path.equals(Operation.EMBEDDINGS.path) ? Operation.EMBEDDINGS : null;
    }

    private static @Nullable String presentedKey(HttpServerRequest request) {
        String header = request.getHeader("authorization");
        if (header == null || header.length() < 8 || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return null;
        }
        return header.substring(7).strip();
    }

    private Failure failedKey(HttpServerRequest request, Failure failure) {
        String address = request.remoteAddress() == null
                ? ""
                : String.valueOf(request.remoteAddress().hostAddress());
        return failedKeys.exceeded(address, serving.clock.millis()) ? Failure.tooManyBadKeys() : failure;
    }

    private static @Nullable KeyChanged key(String presented, Snapshot snapshot, Instant now) {
        if (!KeyForm.isKey(presented)) {
            return null;
        }
        String hash = KeyForm.hash(presented);
        KeyChanged key = snapshot.key(hash);
        boolean good = key != null
                && KeyForm.same(hash, key.sha256())
                && key.revokedAt() == null
                && now.isBefore(key.expiresAt());
        return good ? key : null;
    }

    private @Nullable Failure receive(Exchange exchange, Operation operation, KeyChanged key) {
        HttpServerRequest request = exchange.request;
        String type = request.getHeader("content-type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return Failure.mediaType("Send the header 'Content-Type: application/json'.");
        }
        String encoding = request.getHeader("content-encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Failure.mediaType("Bodies must not be compressed.");
        }
        long limit = serving.settings.bodyLimit().asLongValue();
        if (declaredLength(request) > limit) {
            return Failure.tooLarge(limit);
        }
        if (request.getHeader("expect") != null) {
            exchange.response.writeContinue();
        }
        Buffer body = Buffer.buffer();
        long timer = serving.vertx.setTimer(
                serving.settings.bodyDeadline().toMillis(), id -> exchange.fail(Failure.bodyTimeout()));
        exchange.whenGone(() -> serving.vertx.cancelTimer(timer));
        request.handler(piece -> {
            if (exchange.response.ended()) {
                return;
            }
            if (body.length() + piece.length() > limit) {
                serving.vertx.cancelTimer(timer);
                exchange.fail(Failure.tooLarge(limit));
            } else {
                body.appendBuffer(piece);
            }
        });
        request.exceptionHandler(e -> serving.vertx.cancelTimer(timer));
        request.endHandler(v -> {
            serving.vertx.cancelTimer(timer);
            exchange.bodyRead();
            if (!exchange.response.ended() && !exchange.gone()) {
                received(exchange, operation, key, body);
            }
        });
        request.resume();
        return null;
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void received(Exchange exchange, Operation operation, KeyChanged key, Buffer body) {
        try {
            Failure failure = switch (operation.reader(body.getBytes()).read()) {
                case Call.Reading.Unreadable unreadable -> unreadable.why();
                case Call.Reading.Read read -> check(exchange, operation, key, read);
            };
            if (failure != null) {
                exchange.fail(failure);
            }
        } catch (RuntimeException e) {
            unexpected(exchange, e);
        }
    }

    private @Nullable Failure check(Exchange exchange, Operation operation, KeyChanged key, Call.Reading.Read read) {
        Call call = read.call();
        Snapshot snapshot = serving.snapshots.current();
        RouteChanged route = call.model().isEmpty() ? null : snapshot.route(key.organisation(), call.model());
        if (route == null && !call.model().isEmpty()) {
            return Failure.modelNotFound(shortened(call.model()));
        }
        if (read.fault() != null) {
            return read.fault();
        }
        if (route == null) {
            return Failure.missing("model");
        }
        if (route.kind() != operation.kind) {
            return Failure.invalidValue(
                    "model", "The model '" + route.name() + "' does not serve " + operation.path + ".");
        }
        Failure refusal = serving.credit.refusal(key.organisation(), snapshot.standing(key.organisation()));
        if (refusal != null) {
            return refusal;
        }
        if (snapshot.paused(key.organisation(), key.key())) {
            return Failure.overBudget();
        }
        if (!serving.journal.accepts()) {
            return Failure.notMetered();
        }
        Failure notReady = notReady(route);
        if (notReady != null) {
            return notReady;
        }
        var ask = new Ask(serving, exchange, operation, call, key, route, snapshot);
        if (call.stream()) {
            new StreamAnswer(ask).start();
        } else {
            new PlainAnswer(ask).start();
        }
        return null;
    }

    private static @Nullable Failure notReady(RouteChanged route) {
        if (!route.replicas().isEmpty()) {
            return null;
        }
        return switch (route.state()) {
            case WAITING_FOR_CHIPS ->
                Failure.modelStarting("The deployment '" + route.name() + "' waits for chips; try again.");
            case LOADING, READY, DEGRADED ->
                Failure.modelStarting("The deployment '" + route.name() + "' is being started; try again.");
            case STOPPING, STOPPED -> Failure.noCapacity("The deployment '" + route.name() + "' is stopped.");
            case FAILED -> Failure.noCapacity("The deployment '" + route.name() + "' has failed.");
        };
    }

    private static @Nullable Failure models(Exchange exchange, KeyChanged key, Snapshot snapshot) {
        var out = new StringBuilder(1024).append("{\"object\":\"list\",\"data\":[");
        String separator = "";
        for (RouteChanged route : snapshot.routes(key.organisation())) {
            if (ModelJson.callable(route)) {
                out.append(separator);
                ModelJson.write(out, route);
                separator = ",";
            }
        }
        exchange.json(out.append("]}").toString());
        exchange.request.resume();
        return null;
    }

    private static @Nullable Failure oneModel(Exchange exchange, KeyChanged key, Snapshot snapshot, String encoded) {
        String name;
        try {
            name = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            name = encoded;
        }
        RouteChanged route = snapshot.route(key.organisation(), name);
        if (route == null || !ModelJson.callable(route)) {
            return Failure.modelNotFound(shortened(name));
        }
        var out = new StringBuilder(256);
        ModelJson.write(out, route);
        exchange.json(out.toString());
        exchange.request.resume();
        return null;
    }
}
