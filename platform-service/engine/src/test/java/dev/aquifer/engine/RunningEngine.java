package dev.aquifer.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An engine in this process on a free port, and a client for it.
final class RunningEngine implements AutoCloseable {
    static final String SECRET = "the-secret-of-this-replica";

    private final EngineServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RunningEngine(EngineServer server) {
        this.server = server;
        server.load();
    }

    static RunningEngine chat(int context, int parallel, int queue) {
        return chat(starterModel(), context, parallel, queue);
    }

    static RunningEngine chat(Path model, int context, int parallel, int queue) {
        EngineOptions options = new EngineOptions(
                model, null, "lexicon", "127.0.0.1", 0, null, context, parallel, queue, 2, false, SECRET);
        return new RunningEngine(EngineServer.start(options, GgufFile.read(model)));
    }

    static RunningEngine embedding() {
        EngineOptions options =
                new EngineOptions(null, EngineOptions.BGE, "bge", "127.0.0.1", 0, null, 0, 2, 16, 2, false, SECRET);
        return new RunningEngine(EngineServer.start(options, null));
    }

    static Path starterModel() {
        return Path.of(System.getProperty("aquifer.root"), "infra", "models", "aquifer-lexicon-6m-q8_0.gguf");
    }

    int port() {
        return server.port();
    }

    HttpResponse<String> get(String path) {
        return send(request(path, SECRET).GET().build());
    }

    HttpResponse<String> getWithSecret(String path, @Nullable String secret) {
        return send(request(path, secret).GET().build());
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path, SECRET)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> chat(String body) {
        return post("/v1/chat/completions", body);
    }

    /// The events of a stream without the final `[DONE]`, whose presence is checked.
    List<JsonNode> stream(String body) {
        HttpResponse<String> response = chat(body);
        List<String> lines =
                response.body().lines().filter(line -> !line.isEmpty()).toList();
        if (response.statusCode() != 200 || !lines.getLast().equals("data: [DONE]")) {
            throw new AssertionError("no whole stream: " + response.statusCode() + " " + lines.getLast());
        }
        return lines.stream()
                .limit(lines.size() - 1L)
                .map(line -> json(line.substring("data: ".length())))
                .toList();
    }

    static JsonNode json(String text) {
        return Json.object(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    long metric(String name) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private HttpRequest.Builder request(String path, @Nullable String secret) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        return secret == null ? request : request.header("Authorization", "Bearer " + secret);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
