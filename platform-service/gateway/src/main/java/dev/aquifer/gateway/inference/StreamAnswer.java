package dev.aquifer.gateway.inference;

import dev.aquifer.platform.api.usage.Outcome;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stream: events pass through as they come, gathered by what one read brought; the end waits until all that
/// was written before has left and the usage is durable.
///
/// What was delivered is counted by writes that completed: a chunk in a write that failed, or that never
/// completed, was not delivered.
final class StreamAnswer implements EngineCall.Answer {
    private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");
    private static final Buffer WAITING = Buffer.buffer(": waiting\n\n");
    private static final int QUEUE = 64 << 10;

    private final Ask ask;
    private final EngineCall engine;
    private final HttpServerResponse response;
    private final long ticker;
    private StreamChunks chunks;
    private @Nullable HttpClientResponse upstream;
    private @Nullable UUID replica;

    private boolean headSent;
    private boolean flushAsked;
    private int writing;
    private long lastEngineNanos;
    private long lastWriteNanos;
    private long pausedNanos;
    private @Nullable Long firstTokenMillis;
    private StreamChunks.Mark delivered = StreamChunks.Mark.NOTHING;

    /// Set once it is known how the stream ends; the settling waits for writes that are under way.
    private @Nullable Outcome ending;

    private Failure why = Failure.engineBroke();
    private boolean settled;

    StreamAnswer(Ask ask) {
        this.ask = ask;
        this.response = ask.exchange().response;
        this.engine = new EngineCall(ask, this);
        this.chunks = new StreamChunks(ask);
        this.lastEngineNanos = System.nanoTime();
        this.lastWriteNanos = lastEngineNanos;
        response.setWriteQueueMaxSize(QUEUE);
        this.ticker =
                ask.serving().vertx.setPeriodic(ask.serving().settings.tick().toMillis(), id -> tick());
        ask.exchange().whenGone(() -> end(Outcome.CLIENT_LEFT, why));
    }

    void start() {
        engine.start();
    }

    @Override
    public void begun(HttpClientResponse from, UUID servedBy) {
        upstream = from;
        replica = servedBy;
        chunks = new StreamChunks(ask);
        var events = new SseReader(ask.serving().settings.eventLimit().asLongValue(), this::event);
        from.handler(piece -> {
            lastEngineNanos = System.nanoTime();
            if (!events.feed(piece)) {
                end(Outcome.ENGINE_BROKE, Failure.engineBroke());
            }
        });
        from.exceptionHandler(e -> broke(Failure.engineBroke()));
        from.endHandler(v -> broke(Failure.engineBroke()));
    }

    private void event(byte[] bytes, int from, int to) {
        if (ending != null) {
            return;
        }
        switch (chunks.take(bytes, from, to)) {
            case PASSED -> {
                if (firstTokenMillis == null && chunks.gathered().chunks() > 0) {
                    firstTokenMillis = ask.exchange().elapsedMillis();
                    ask.serving().metrics.firstToken(System.nanoTime() - ask.exchange().startedNanos);
                }
                askForFlush();
            }
            case KEPT -> {}
            case DONE -> end(Outcome.COMPLETED, why);
            case BROKEN -> broke(Failure.engineBroke());
        }
    }

    /// The engine was lost before `[DONE]`: another one may begin anew if nothing has left yet.
    private void broke(Failure failure) {
        if (ending != null) {
            return;
        }
        ask.serving().metrics.enginesBroke.increment();
        if (untouched()) {
            engine.lost(failure);
        } else {
            end(Outcome.ENGINE_BROKE, failure);
        }
    }

    @Override
    public boolean untouched() {
        return !headSent && chunks.isEmpty() && ending == null;
    }

    @Override
    public void failed(Failure failure) {
        if (!headSent) {
            ask.serving().vertx.cancelTimer(ticker);
            settled = true;
            ending = Outcome.ENGINE_BROKE;
            ask.exchange().fail(failure);
        } else {
            end(Outcome.ENGINE_BROKE, failure);
        }
    }

    /// Gathers what one read brings: the flush runs after the events that are already here.
    private void askForFlush() {
        if (!flushAsked) {
            flushAsked = true;
            ask.exchange().context.runOnContext(v -> flush());
        }
    }

    private void flush() {
        flushAsked = false;
        if (ask.exchange().gone() || settled) {
            settleIfQuiet();
            return;
        }
        if (!chunks.isEmpty()) {
            StreamChunks.Mark mark = chunks.gathered();
            write(chunks.takeGathered(), mark);
        }
        settleIfQuiet();
    }

    private void write(Buffer bytes, StreamChunks.@Nullable Mark mark) {
        openHead();
        writing++;
        lastWriteNanos = System.nanoTime();
        response.write(bytes).onComplete(written -> {
            writing--;
            if (written.succeeded() && mark != null) {
                delivered = mark;
            }
            settleIfQuiet();
        });
        HttpClientResponse from = upstream;
        if (from != null && ending == null && pausedNanos == 0 && response.writeQueueFull()) {
            pausedNanos = System.nanoTime();
            from.pause();
            response.drainHandler(v -> {
                pausedNanos = 0;
                lastEngineNanos = System.nanoTime();
                from.resume();
            });
        }
    }

    private void openHead() {
        UUID servedBy = replica == null ? engine.replicaId() : replica;
        if (!headSent && servedBy != null) {
            headSent = true;
            ask.head(servedBy)
                    .putHeader("content-type", "text/event-stream; charset=utf-8")
                    .putHeader("cache-control", "no-cache")
                    .putHeader("x-accel-buffering", "no")
                    .setChunked(true);
        }
    }

    private void tick() {
        if (ending != null) {
            return;
        }
        long now = System.nanoTime();
        InferenceSettings bounds = ask.serving().settings;
        if (pausedNanos != 0) {
            if (longer(now - pausedNanos, bounds.stalledCaller())) {
                ask.exchange().cutOff();
            }
        } else if (longer(now - lastEngineNanos, bounds.engineSilence())) {
            broke(Failure.engineSilent());
        } else if (headSent
                ? longer(now - lastWriteNanos, bounds.waitingEvery())
                : longer(now - ask.exchange().startedNanos, bounds.holdStatus())) {
            write(WAITING, null);
        }
    }

    private static boolean longer(long nanos, Duration bound) {
        return nanos >= bound.toNanos();
    }

    private void end(Outcome outcome, Failure failure) {
        if (settled || ending == Outcome.CLIENT_LEFT) {
            return;
        }
        boolean first = ending == null;
        ending = outcome;
        why = failure;
        if (first) {
            ask.serving().vertx.cancelTimer(ticker);
            if (outcome == Outcome.COMPLETED) {
                engine.finished();
            } else {
                engine.cancel();
            }
        }
        if (first && writing > 0) {
            ask.serving().vertx.setTimer(ask.serving().settings.stalledCaller().toMillis(), id -> {
                if (!settled) {
                    ask.exchange().cutOff();
                }
            });
        }
        // Once more around the loop: writes that failed with the connection report first.
        ask.exchange().context.runOnContext(v -> flush());
    }

    private void settleIfQuiet() {
        if (ending == null
                || settled
                || writing > 0
                || (!chunks.isEmpty() && !ask.exchange().gone())) {
            return;
        }
        settled = true;
        settle(ask.exchange().gone() ? Outcome.CLIENT_LEFT : ending);
    }

    private void settle(Outcome outcome) {
        UUID servedBy = replica;
        boolean free = switch (outcome) {
            case COMPLETED -> false;
            case CLIENT_LEFT -> servedBy == null;
            case ENGINE_BROKE -> delivered.chunks() == 0;
        };
        if (free || servedBy == null) {
            if (outcome == Outcome.ENGINE_BROKE) {
                sendError(why);
            }
            return;
        }
        Tally tally = outcome == Outcome.COMPLETED ? chunks.completed() : chunks.broken(delivered);
        Ask.Metered metered = ask.meter(tally);
        ask.record(metered, outcome, servedBy, firstTokenMillis).onComplete(recorded -> {
            if (ask.exchange().gone()) {
                return;
            }
            if (recorded.failed()) {
                sendError(Failure.notMetered());
            } else if (outcome == Outcome.COMPLETED) {
                openHead();
                Buffer tail = Buffer.buffer();
                if (ask.call().usageAsked()) {
                    chunks.writeUsage(tail, metered);
                }
                response.end(tail.appendBuffer(DONE));
            } else {
                sendError(why);
            }
        });
    }

    /// The caller has seen a 200 already: the error is an event, and no `[DONE]` follows.
    private void sendError(Failure failure) {
        if (ask.exchange().gone() || response.ended()) {
            return;
        }
        if (headSent) {
            response.end("data: " + failure.json(ask.exchange().id) + "\n\n");
        } else {
            ask.exchange().fail(failure);
        }
    }
}
