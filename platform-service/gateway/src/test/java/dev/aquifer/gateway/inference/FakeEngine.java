package dev.aquifer.gateway.inference;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// An engine that does what a script says. It notes what it was sent, how many tokens it wrote, and when it was
/// left.
public final class FakeEngine implements AutoCloseable {
    private final HttpServer server;
    private final Vertx vertx;
    private volatile Script script = Script.answers("Hello", " there", "!");
    final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    final Queue<String> authorizations = new ConcurrentLinkedQueue<>();
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger left = new AtomicInteger();
    final AtomicLong chunksWritten = new AtomicLong();

    /// What the engine does with each request.
    ///
    /// @param plain body of an answer that is no stream, @param events of a stream, without `data:`
    /// @param gapMillis between events, @param cutAfter events; -1 for never, @param done whether `[DONE]` is said
    public record Script(
            int status, String plain, List<String> events, long gapMillis, int cutAfter, boolean done, boolean silent) {
        static Script answers(String... tokens) {
            return of(UsageShape.OWN_CHUNK, 7, tokens.length, tokens);
        }

        static Script of(UsageShape shape, int prompt, int completion, String... tokens) {
            String usage = usage(prompt, completion);
            List<String> events = new ArrayList<>();
            events.add(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null", shape.each(prompt, 0)));
            for (int i = 0; i < tokens.length; i++) {
                String text = "{\"content\":" + quoted(tokens[i]) + "}";
                events.add(chunk(text, "null", shape.each(prompt, i + 1)));
            }
            events.add(chunk("{}", "\"stop\"", shape.finish(usage)));
            if (shape == UsageShape.OWN_CHUNK || shape == UsageShape.EVERY_CHUNK) {
                events.add(head("chat.completion.chunk") + ",\"choices\":[],\"usage\":" + usage + "}");
            }
            String plain = head("chat.completion") + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                    + "\"content\":" + quoted(String.join("", tokens)) + ",\"refusal\":null},\"logprobs\":null,"
                    + "\"finish_reason\":\"stop\"}]"
                    + (shape == UsageShape.ABSENT ? "}" : ",\"usage\":" + usage + "}");
            return new Script(200, plain, events, 0, -1, true, false);
        }

        static String usage(int prompt, int completion) {
            return "{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":" + completion + ",\"total_tokens\":"
                    + (prompt + completion) + ",\"prompt_tokens_details\":{\"cached_tokens\":" + Math.min(2, prompt)
                    + "}}";
        }

        private static String head(String object) {
            return "{\"id\":\"chatcmpl-1\",\"object\":\"" + object
                    + "\",\"created\":1767225600,\"model\":\"aquifer-lexicon-6m\"";
        }

        private static String chunk(String delta, String finish, String usage) {
            return head("chat.completion.chunk") + ",\"choices\":[{\"index\":0,\"delta\":" + delta
                    + ",\"logprobs\":null,\"finish_reason\":" + finish + "}]" + usage + "}";
        }

        static String quoted(String text) {
            return new String(PlainAnswer.quoted(text), StandardCharsets.UTF_8);
        }

        Script everyMillis(long millis) {
            return new Script(status, plain, events, millis, cutAfter, done, silent);
        }

        Script cutAfter(int events) {
            return new Script(status, plain, this.events, gapMillis, events, done, silent);
        }

        Script failing(int code, String body) {
            return new Script(code, body, events, gapMillis, cutAfter, done, silent);
        }

        Script withoutDone() {
            return new Script(status, plain, events, gapMillis, cutAfter, false, silent);
        }

        Script neverAnswering() {
            return new Script(status, plain, events, gapMillis, cutAfter, done, true);
        }

        Script plain(String body) {
            return new Script(status, body, events, gapMillis, cutAfter, done, silent);
        }
    }

    /// The ways in which engines state usage in a stream.
    enum UsageShape {
        OWN_CHUNK,
        ON_FINISH_CHUNK,
        EVERY_CHUNK,
        ABSENT;

        String each(int prompt, int completion) {
            return this == EVERY_CHUNK ? ",\"usage\":" + Script.usage(prompt, completion) : "";
        }

        String finish(String usage) {
            return this == ON_FINISH_CHUNK || this == EVERY_CHUNK ? ",\"usage\":" + usage : "";
        }
    }

    public FakeEngine(Vertx vertx) {
        this.vertx = vertx;
        try {
            server = vertx.createHttpServer()
                    .requestHandler(this::handle)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return server.actualPort();
    }

    public void plays(Script next) {
        script = next;
    }

    private void handle(HttpServerRequest request) {
        requests.incrementAndGet();
        authorizations.add(String.valueOf(request.getHeader("authorization")));
        request.bodyHandler(body -> {
            bodies.add(body.toString());
            answer(request.response(), script, body.toString());
        });
    }

    private void answer(HttpServerResponse response, Script now, String body) {
        response.closeHandler(v -> {
            if (!response.ended()) {
                left.incrementAndGet();
            }
        });
        if (now.silent()) {
            return;
        }
        response.setStatusCode(now.status()).putHeader("content-type", "application/json");
        boolean stream = body.contains("\"stream\":true") || body.contains("\"stream\": true");
        if (now.status() != 200 || !stream) {
            if (now.cutAfter() >= 0) {
                response.setChunked(true)
                        .write(now.plain().substring(0, now.plain().length() / 2));
                vertx.setTimer(20, id -> response.reset());
            } else {
                response.end(now.plain());
            }
            return;
        }
        response.putHeader("content-type", "text/event-stream").setChunked(true);
        next(response, now, 0);
    }

    private void next(HttpServerResponse response, Script now, int index) {
        if (response.closed() || response.ended()) {
            return;
        }
        if (index == now.cutAfter()) {
            vertx.setTimer(20, id -> response.reset());
            return;
        }
        if (index == now.events().size()) {
            response.end(now.done() ? "data: [DONE]\n\n" : "");
            return;
        }
        write(response, now.events().get(index));
        if (now.gapMillis() > 0) {
            vertx.setTimer(now.gapMillis(), id -> next(response, now, index + 1));
        } else if (response.writeQueueFull()) {
            response.drainHandler(v -> next(response, now, index + 1));
        } else {
            vertx.runOnContext(v -> next(response, now, index + 1));
        }
    }

    private void write(HttpServerResponse response, String event) {
        if (event.contains("\"delta\":{\"content\"")) {
            chunksWritten.incrementAndGet();
        }
        response.write(Buffer.buffer("data: " + event + "\n\n"));
    }

    public int requestCount() {
        return requests.get();
    }

    @Nullable String lastBody() {
        String last = null;
        for (String body : bodies) {
            last = body;
        }
        return last;
    }

    @Override
    public void close() {
        server.close();
    }
}
