package dev.aquifer.gateway.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.gateway.snapshot.Given;
import dev.aquifer.gateway.usage.Journal;
import dev.aquifer.gateway.usage.JournalFolder;
import dev.aquifer.gateway.usage.SegmentChannels;
import dev.aquifer.gateway.usage.UsageSettings;
import dev.aquifer.platform.api.key.KeyChanged;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A gateway in this process: the real API over the real journal, with facts given by hand and engines that
/// follow a script. Kafka is not needed.
public final class Rig implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String MODEL = "aquifer-lexicon-6m";
    static final String HELLO =
            "{\"model\":\"aquifer-lexicon-6m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    static final String HELLO_STREAMED = HELLO.replace("\"messages\"", "\"stream\":true,\"messages\"");
    static final String HELLO_WITH_USAGE =
            HELLO.replace("\"messages\"", "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\"");

    public final Vertx vertx = Vertx.vertx();
    public final Given given = new Given();
    public final FakeEngine engine = new FakeEngine(vertx);
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final String apiKey = TestKeys.key(1);
    final KeyChanged key = Given.key(Given.TERN, TestKeys.sha256(apiKey));
    final Path folder;
    final Journal journal;
    final InferenceApi api;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public Rig(Path folder, String... settings) {
        this(folder, SegmentChannels.FILES, settings);
    }

    Rig(Path folder, SegmentChannels channels, String... settings) {
        this.folder = folder;
        SmallRyeConfig config = config(folder, settings);
        try {
            journal = Journal.open(config.getConfigMapping(UsageSettings.class), channels);
            var serving = new Serving(
                    vertx,
                    config.getConfigMapping(InferenceSettings.class),
                    given,
                    journal,
                    InstantSource.system(),
                    new GatewayMetrics(meters));
            api = new InferenceApi(serving);
            server = vertx.createHttpServer()
                    .requestHandler(api)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        given.publish(key);
        given.publish(Given.shared(MODEL, engine.port()));
    }

    static SmallRyeConfig config(Path folder, String... settings) {
        Map<String, String> values = new HashMap<>();
        values.put("aquifer.usage.folder", folder.toString());
        values.put("aquifer.usage.bootstrap-servers", "127.0.0.1:1");
        values.put("aquifer.inference.replica-secret", "test-secret");
        for (String setting : settings) {
            int at = setting.indexOf('=');
            values.put(setting.substring(0, at), setting.substring(at + 1));
        }
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(UsageSettings.class)
                .withMapping(InferenceSettings.class)
                .withDefaultValues(values)
                .build();
    }

    public int port() {
        return server.actualPort();
    }

    /// A bare connection, for callers that behave badly.
    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port());
    }

    HttpResponse<String> chat(String body) throws IOException, InterruptedException {
        return post("/v1/chat/completions", body);
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + apiKey);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    /// The data of each event of a stream.
    static List<String> events(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    /// What is in the journal, as a later process would read it.
    List<JsonNode> usage() {
        return JournalFolder.usage(folder);
    }

    @Override
    public void close() {
        server.close();
        engine.close();
        journal.close();
        vertx.close();
    }
}
