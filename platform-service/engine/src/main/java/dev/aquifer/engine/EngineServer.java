package dev.aquifer.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The HTTP server of one engine: it listens before the model is loaded, so that a loading engine can be told from a
/// dead one.
final class EngineServer implements AutoCloseable {
    private static final int LARGEST_BODY = 16 * 1024 * 1024;
    private static final Set<String> PATHS =
            Set.of("/health", "/metrics", "/v1/models", "/v1/chat/completions", "/v1/embeddings");

    private final EngineOptions options;
    private final @Nullable GgufFile file;
    private final Vertx vertx;
    private final HttpServer server;
    private final WorkQueue queue;
    private final ExecutorService preparation = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("prepare").factory());
    private final Metrics metrics = new Metrics();
    private final Set<Reply> open = ConcurrentHashMap.newKeySet();
    private final byte[] authorization;
    private final long created = Ids.nowSeconds();
    /// Each written once, by the loading thread.
    private volatile @Nullable ChatModel chat;
    private volatile @Nullable Embeddings embeddings;
    private volatile boolean closing;

    private EngineServer(EngineOptions options, @Nullable GgufFile file) {
        this.options = options;
        this.file = file;
        this.authorization = ("Bearer " + options.secret()).getBytes(StandardCharsets.UTF_8);
        this.queue = new WorkQueue(options.parallel(), options.queue());
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(options.host())
                        .setPort(options.port())
                        .setTcpNoDelay(true)
                        .setHttp2ClearTextEnabled(false)
                        .setHandle100ContinueAutomatically(true))
                .requestHandler(this::handle);
    }

    /// Binds the port and writes the port file; the model is not loaded yet.
    static EngineServer start(EngineOptions options, @Nullable GgufFile file) {
        var engine = new EngineServer(options, file);
        try {
            engine.server.listen().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
            engine.writePort();
        } catch (ExecutionException e) {
            throw new StartFailure(
                    "cannot listen on " + options.host() + ":" + options.port() + ": " + e.getCause(), e);
        } catch (IOException e) {
            throw new StartFailure("cannot write the port file " + options.portFile() + ": " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new StartFailure("cannot listen on " + options.host() + ":" + options.port() + " within 30 s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while starting", e);
        }
        EngineLog.line("listening", "host", options.host(), "port", engine.port(), "name", options.name());
        return engine;
    }

    /// Loads the model; afterwards `/health` answers 200. Throws [StartFailure] if it cannot be loaded.
    void load() {
        long begin = System.nanoTime();
        if (file != null) {
            chat = ChatModel.load(file, options);
        } else {
            embeddings = Embeddings.load();
        }
        queue.start();
        ChatModel model = chat;
        EngineLog.line(
                "ready",
                "name",
                options.name(),
                "architecture",
                file == null ? "bert" : file.architecture(),
                "context",
                model == null ? 512 : model.context(),
                "parallel",
                options.parallel(),
                "seconds",
                Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0);
    }

    int port() {
        return server.actualPort();
    }

    private void writePort() throws IOException {
        Path target = options.portFile();
        if (target == null) {
            return;
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.writeString(part, Integer.toString(port()));
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private boolean ready() {
        return !closing && (chat != null || embeddings != null);
    }

    private void handle(HttpServerRequest request) {
        var reply = new Reply(vertx.getOrCreateContext(), request.response(), metrics);
        try {
            route(request, reply);
        } catch (ApiError error) {
            reply.error(error);
        }
    }

    private void route(HttpServerRequest request, Reply reply) {
        String path = request.path() == null ? "/" : request.path();
        if (path.length() > 1 && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        boolean oneModel = path.startsWith("/v1/models/");
        if (!oneModel && !PATHS.contains(path)) {
            throw new ApiError(
                    404,
                    "invalid_request_error",
                    "unknown_url",
                    null,
                    "Unknown request URL: " + request.method() + " " + path);
        }
        boolean post = path.equals("/v1/chat/completions") || path.equals("/v1/embeddings");
        if (!request.method().equals(post ? HttpMethod.POST : HttpMethod.GET)) {
            request.response().putHeader("Allow", post ? "POST" : "GET");
            throw new ApiError(
                    405,
                    "invalid_request_error",
                    "method_not_allowed",
                    null,
                    "Use " + (post ? "POST" : "GET") + " here.");
        }
        if (path.equals("/health")) {
            reply.text(
                    ready() ? 200 : 503, "application/json", "{\"status\":\"" + (ready() ? "ok" : "loading") + "\"}");
            return;
        }
        authorize(request);
        if (post) {
            receive(request, reply, path);
        } else if (path.equals("/metrics")) {
            String text = metrics.text(queue.running(), queue.queued(), options.parallel(), ready());
            reply.text(200, "text/plain; version=0.0.4; charset=utf-8", text);
        } else if (oneModel) {
            one(path.substring("/v1/models/".length()), reply);
        } else {
            ObjectNode list = Json.MAPPER.createObjectNode().put("object", "list");
            list.putArray("data").add(describe());
            reply.json(200, list);
        }
    }

    private void authorize(HttpServerRequest request) {
        String given = request.getHeader("Authorization");
        if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization)) {
            throw new ApiError(
                    401,
                    "invalid_request_error",
                    "invalid_api_key",
                    null,
                    given == null ? "The engine's secret is missing." : "The engine's secret is wrong.");
        }
    }

    private void one(String encodedName, Reply reply) {
        String name = java.net.URLDecoder.decode(encodedName.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (!name.equals(options.name())) {
            throw new ApiError(
                    404,
                    "invalid_request_error",
                    "model_not_found",
                    "model",
                    "The model '" + name + "' does not exist.");
        }
        reply.json(200, describe());
    }

    private ObjectNode describe() {
        ObjectNode model = Json.MAPPER
                .createObjectNode()
                .put("id", options.name())
                .put("object", "model")
                .put("created", created)
                .put("owned_by", "aquifer");
        ChatModel loaded = chat;
        if (loaded != null) {
            model.put("context_length", loaded.context());
        }
        return model;
    }

    /// Reads the body up to its bound, then hands over to the preparing thread: tokenising is native and may take a
    /// while.
    private void receive(HttpServerRequest request, Reply reply, String path) {
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() + part.length() <= LARGEST_BODY) {
                body.appendBuffer(part);
                return;
            }
            request.handler(_ -> {});
            request.endHandler(_ -> {});
            reply.error(new ApiError(
                    413,
                    "invalid_request_error",
                    "request_too_large",
                    null,
                    "The request body is larger than " + LARGEST_BODY + " bytes."));
        });
        request.endHandler(_ -> {
            long received = System.nanoTime();
            open.add(reply);
            reply.whenOver(() -> open.remove(reply));
            try {
                preparation.execute(() -> prepare(body.getBytes(), path, reply, received));
            } catch (RejectedExecutionException e) {
                reply.error(ApiError.overloaded("The engine is stopping."));
            }
        });
    }

    private void prepare(byte[] body, String path, Reply reply, long received) {
        try {
            if (!ready()) {
                throw ApiError.starting();
            }
            ObjectNode object = Json.object(body);
            List<Runnable> tasks =
                    path.equals("/v1/embeddings") ? embeddingTasks(object, reply) : chatTasks(object, reply, received);
            if (!queue.offer(tasks)) {
                throw ApiError.overloaded("All " + options.parallel() + " slots are busy and " + options.queue()
                        + " places in the queue are taken; try again soon.");
            }
        } catch (ApiError error) {
            reply.error(error);
        } catch (RuntimeException e) {
            EngineLog.line("request failed", "error", e.getClass().getName());
            reply.error(ApiError.internal("The engine could not work on the request."));
        }
    }

    private List<Runnable> chatTasks(ObjectNode body, Reply reply, long received) {
        ChatModel model = chat;
        if (model == null) {
            throw ApiError.invalid(
                    "model", "The model '" + options.name() + "' makes embeddings: use POST /v1/embeddings.");
        }
        return ChatCall.of(model, ChatRequestReader.read(body), reply, metrics, received)
                .tasks();
    }

    private List<Runnable> embeddingTasks(ObjectNode body, Reply reply) {
        Embeddings model = embeddings;
        if (model == null) {
            throw ApiError.invalid(
                    "model", "The model '" + options.name() + "' answers chats: use POST /v1/chat/completions.");
        }
        EmbeddingCall call = EmbeddingCall.of(model, body, reply, metrics);
        return List.of(call::run);
    }

    /// Stops accepting, ends what runs, and returns within a second and a half.
    @Override
    public void close() {
        closing = true;
        preparation.shutdown();
        open.forEach(Reply::abandon);
        queue.close();
        try {
            server.close().toCompletionStage().toCompletableFuture().get(1500, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            EngineLog.line("the server did not close in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
