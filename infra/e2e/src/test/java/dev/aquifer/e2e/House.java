package dev.aquifer.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aquifer.stack.PartName;
import dev.aquifer.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// The stack that `./aquifer up` starts, on ports and in a data folder of its own. One for all tests of this module.
final class House {
    static final Path ROOT = Path.of(System.getProperty("aquifer.root")).toAbsolutePath();
    static final int BASE = Integer.getInteger("aquifer.e2e.port-base", 18080);
    static final Path DATA = Path.of(System.getProperty(
            "aquifer.e2e.data", ROOT.resolve("infra/e2e/target/data").toString()));

    /// The operator's shared deployments, there from the first start.
    static final String CHAT = "aquifer-lexicon-6m";

    static final String EMBEDDINGS = "bge-small-zh-v1.5";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Stack.@Nullable Handle handle;

    String console() {
        return "http://127.0.0.1:" + BASE;
    }

    String gateway() {
        return "http://127.0.0.1:" + (BASE + 1);
    }

    String platform() {
        return "http://127.0.0.1:" + (BASE + 2);
    }

    String billing() {
        return "http://127.0.0.1:" + (BASE + 3);
    }

    String keycloak() {
        return "http://127.0.0.1:" + (BASE + 4);
    }

    String month() {
        return YearMonth.now(ZoneId.of("Asia/Shanghai")).toString();
    }

    /// Starts everything, on an empty data folder if `fresh`.
    void up(boolean fresh) {
        if (fresh) {
            delete(DATA);
        }
        handle = Stack.up(ROOT, DATA, BASE);
    }

    void down() {
        handle().close();
        handle = null;
    }

    private Stack.Handle handle() {
        return Objects.requireNonNull(handle, "the house is down");
    }

    /// SIGKILL of a part; the supervisor starts it again. Returns once it serves again.
    void kill(PartName part) {
        handle().kill(part);
        handle().awaitReady(part);
    }

    /// SIGKILL of a part that stays down until [#start].
    void cut(PartName part) {
        handle().cut(part);
    }

    void start(PartName part) {
        handle().start(part);
    }

    /// Where Kafka listens.
    String kafka() {
        return handle().kafka();
    }

    /// Sentences of `./aquifer verify` that do not hold.
    List<String> brokenInvariants() {
        return handle().brokenInvariants();
    }

    String operatorPassword() {
        return handle().operatorPassword();
    }

    String assessorPassword() {
        return handle().assessorPassword();
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Person operator() {
        return Person.signsIn(this, "operator@aquifer.local", operatorPassword());
    }

    Person assessor() {
        return Person.signsIn(this, "assessor@aquifer.local", assessorPassword());
    }

    Person.Answer call(
            @Nullable Person person, @Nullable UUID organisation, String method, String url, @Nullable Object body) {
        return bearing(person == null ? null : person.token(), organisation, method, url, body);
    }

    /// A call with a person's token or an API key.
    Person.Answer bearing(
            @Nullable String bearer, @Nullable UUID organisation, String method, String url, @Nullable Object body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
            if (bearer != null) {
                request.header("Authorization", "Bearer " + bearer);
            }
            if (organisation != null) {
                request.header("Aquifer-Organisation", organisation.toString());
            }
            if (body instanceof byte[] bytes) {
                request.header("Content-Type", "application/octet-stream")
                        .method(method, BodyPublishers.ofByteArray(bytes));
            } else if (body != null) {
                request.header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
            } else {
                request.method(method, BodyPublishers.noBody());
            }
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            var text = answer.body();
            var json = text.startsWith("{") || text.startsWith("[") ? JSON.readTree(text) : MissingNode.getInstance();
            return new Person.Answer(answer.statusCode(), json, text);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Status of `GET /v1/models` with a key; 0 if nobody answers.
    int models(String secret) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create(gateway() + "/v1/models"))
                                    .header("Authorization", "Bearer " + secret)
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// One plain chat call; the answer whatever its status.
    Person.Answer chat(String secret, String model, String prompt, int tokens)
            throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("model", model).put("max_tokens", tokens);
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        var answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(gateway() + "/v1/chat/completions"))
                        .header("Authorization", "Bearer " + secret)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofMinutes(1))
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
        return new Person.Answer(answer.statusCode(), JSON.readTree(answer.body()), answer.body());
    }

    JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /// What plain SQL says, as the database's superuser: the oracle that no code of ours stands between.
    List<List<String>> sql(String database, String query) {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var all = new ArrayList<List<String>>();
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                all.add(row);
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(handle().superuserUrl(database));
    }

    long count(String database, String query) {
        return Long.parseLong(sql(database, query).getFirst().getFirst());
    }

    /// Changes what no API can change yet, as the database's superuser.
    void update(String database, String statement) {
        try (var connection = connect(database);
                var change = connection.createStatement()) {
            change.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /// Ids of the usage facts that billing holds of an organisation, doubled ones too.
    List<String> facts(UUID organisation) {
        return sql(
                        "billing",
                        "select id from fact where organisation_id = '" + organisation
                                + "' and type = 'dev.aquifer.usage.recorded.v1'")
                .stream()
                .map(List::getFirst)
                .toList();
    }

    /// Request id and output tokens of each usage fact of an organisation.
    List<List<String>> usage(UUID organisation) {
        return sql(
                "billing",
                "select request, body #>> '{tokens,output}' from fact where organisation_id = '" + organisation
                        + "' and type = 'dev.aquifer.usage.recorded.v1'");
    }

    void eventually(Callable<Boolean> condition, String what) {
        eventually(condition, what, Duration.ofSeconds(30));
    }

    void eventually(Callable<Boolean> condition, String what, Duration within) {
        await(what)
                .atMost(within)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(condition);
    }
}
