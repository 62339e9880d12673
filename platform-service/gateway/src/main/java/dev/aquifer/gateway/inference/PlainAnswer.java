package dev.aquifer.gateway.inference;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.aquifer.platform.api.usage.Outcome;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An answer that is not a stream: taken whole, metered, made durable, then sent. Until then nothing has left,
/// so every failure is an ordinary one and costs nothing.
final class PlainAnswer implements EngineCall.Answer {
    private final Ask ask;
    private final EngineCall engine;
    private final AnswerScan scan = new AnswerScan();
    private final long timer;
    private Buffer body = Buffer.buffer();
    private boolean over;

    PlainAnswer(Ask ask) {
        this.ask = ask;
        this.engine = new EngineCall(ask, this);
        this.timer = ask.serving()
                .vertx
                .setTimer(ask.serving().settings.deadline().toMillis(), id -> stop(Failure.engineSilent()));
        ask.exchange().whenGone(() -> stop(null));
    }

    void start() {
        engine.start();
    }

    private void stop(@Nullable Failure failure) {
        if (!over) {
            over = true;
            ask.serving().vertx.cancelTimer(timer);
            engine.cancel();
            if (failure != null) {
                ask.exchange().fail(failure);
            }
        }
    }

    @Override
    public void begun(HttpClientResponse response, UUID replica) {
        body = Buffer.buffer();
        long limit = ask.serving().settings.answerLimit().asLongValue();
        response.handler(piece -> {
            if (body.length() + piece.length() > limit) {
                stop(Failure.engineBroke());
            } else {
                body.appendBuffer(piece);
            }
        });
        response.exceptionHandler(e -> {
            if (!over) {
                engine.lost(Failure.engineBroke());
            }
        });
        response.endHandler(v -> {
            if (!over) {
                engine.finished();
                complete(replica);
            }
        });
    }

    @Override
    public boolean untouched() {
        return !over;
    }

    @Override
    public void failed(Failure failure) {
        over = true;
        ask.serving().vertx.cancelTimer(timer);
        ask.exchange().fail(failure);
    }

    private void complete(UUID replica) {
        over = true;
        ask.serving().vertx.cancelTimer(timer);
        byte[] bytes = body.getBytes();
        if (ask.call().base64()) {
            bytes = Vectors.inBase64(bytes);
        }
        if (!scan.scan(bytes, 0, bytes.length) || (scan.error.there() && !scan.isNull(scan.error))) {
            ask.serving().metrics.enginesBroke.increment();
            ask.exchange().fail(Failure.engineBroke());
            return;
        }
        EngineUsage usage = scan.usage.there() ? EngineUsage.read(bytes, scan.usage.from, scan.usage.until) : null;
        Tally tally = Tally.completed(ask.call(), ask.contextLength(), usage, scan.textBytes);
        Ask.Metered metered = ask.meter(tally);
        byte[] answer = bytes;
        ask.record(metered, Outcome.COMPLETED, replica, null).onComplete(recorded -> {
            if (recorded.succeeded()) {
                send(metered, replica, answer);
            } else {
                ask.exchange().fail(Failure.notMetered());
            }
        });
    }

    private void send(Ask.Metered metered, UUID replica, byte[] bytes) {
        if (ask.exchange().gone()) {
            return;
        }
        var edit = new AnswerEdit();
        edit.rename(scan.model, bytes, quoted(ask.call().model()));
        String added = ask.aquiferMember(metered);
        if (!metered.tally().reported()) {
            if (scan.usage.there()) {
                edit.replace(scan.usage, AnswerEdit.ascii(metered.tally().usageJson()));
            } else {
                added = "\"usage\":" + metered.tally().usageJson() + "," + added;
            }
        }
        Buffer out = Buffer.buffer(bytes.length + 512);
        edit.write(out, bytes, 0, scan, added);
        var response = ask.head(replica).putHeader("content-type", "application/json");
        Cost cost = metered.cost();
        if (cost != null) {
            response.putHeader(
                    "aquifer-cost", cost.currency() + " " + cost.payable().toPlainString());
        }
        response.end(out);
    }

    static byte[] quoted(String text) {
        return AnswerEdit.ascii(
                "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"");
    }
}
