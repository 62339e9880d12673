package dev.aquifer.console.playground;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One answer, read from the gateway as it is written. [#run] blocks; [#stop] may be called from any thread and
/// closes the connection, which ends the answer at the engine too.
final class ChatStream {
    private static final JsonMapper JSON = JsonMapper.shared();
    /// HTTP/1.1: by default this client asks each plain server for an upgrade to HTTP/2, which can leave a POST
    /// without an answer.
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();

    /// A new key takes a moment until the gateway knows it.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration BATCH = Duration.ofMillis(60);

    /// Told what comes, in the stream's own thread.
    interface Listener {
        void text(String more, Measures soFar);

        void ended(Measures measures);

        /// @param message the gateway's own words; null if it could not be reached
        void failed(@Nullable String message);
    }

    private final ChatCall call;
    private final String key;
    private final Listener listener;
    private volatile boolean stopped;
    private volatile @Nullable InputStream answer;

    ChatStream(ChatCall call, String key, Listener listener) {
        this.call = call;
        this.key = key;
        this.listener = listener;
    }

    void run() {
        var measures = new Measures();
        try {
            var response = send();
            if (response.statusCode() != 200) {
                try (var body = response.body()) {
                    listener.failed(message(new String(body.readAllBytes(), StandardCharsets.UTF_8)));
                }
                return;
            }
            answer = response.body();
            measures.chip(response.headers().firstValue("aquifer-chip").orElse(null));
            read(response.body(), measures);
        } catch (IOException e) {
            if (stopped) {
                listener.ended(measures.stopped());
            } else {
                listener.failed(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            listener.ended(measures.stopped());
        }
    }

    void stop() {
        stopped = true;
        var body = answer;
        if (body != null) {
            try {
                body.close();
            } catch (IOException e) {
                // It was closed already, which is what was wanted.
                return;
            }
        }
    }

    private HttpResponse<InputStream> send() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(call.base() + "/chat/completions"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofMinutes(2))
                .POST(HttpRequest.BodyPublishers.ofString(call.body()))
                .build();
        var begun = System.nanoTime();
        while (true) {
            var response = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
            var waited = Duration.ofNanos(System.nanoTime() - begun);
            if (response.statusCode() != 401 || waited.compareTo(PATIENCE) > 0) {
                return response;
            }
            response.body().close();
            Thread.sleep(Duration.ofMillis(150));
        }
    }

    private void read(InputStream body, Measures measures) throws IOException {
        var batch = new StringBuilder();
        var flushed = 0L;
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null && !stopped; line = lines.readLine()) {
                if (!line.startsWith("data:")) {
                    continue;
                }
                var data = line.substring(5).strip();
                if (data.equals("[DONE]")) {
                    break;
                }
                var chunk = JSON.readTree(data);
                if (chunk.has("error")) {
                    flush(batch, measures);
                    listener.failed(chunk.path("error").path("message").asString(""));
                    return;
                }
                var text = chunk.path("choices")
                        .path(0)
                        .path("delta")
                        .path("content")
                        .asString("");
                if (!text.isEmpty()) {
                    measures.token();
                    batch.append(text);
                }
                measures.usage(chunk);
                if (System.nanoTime() - flushed > BATCH.toNanos()) {
                    flush(batch, measures);
                    flushed = System.nanoTime();
                }
            }
        } catch (JacksonException e) {
            listener.failed(null);
            return;
        }
        flush(batch, measures);
        listener.ended(stopped ? measures.stopped() : measures);
    }

    private void flush(StringBuilder batch, Measures measures) {
        if (!batch.isEmpty()) {
            listener.text(batch.toString(), measures);
            batch.setLength(0);
        }
    }

    private static @Nullable String message(String body) {
        try {
            JsonNode message = JSON.readTree(body).path("error").path("message");
            return message.isMissingNode() ? null : message.asString("");
        } catch (JacksonException e) {
            return null;
        }
    }
}
