package dev.aquifer.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The stack that `./aquifer up` starts, on ports and in a data folder of its own. One for all tests of this module.
final class House {
    static final Path ROOT = Path.of(System.getProperty("aquifer.root")).toAbsolutePath();
    static final int BASE = Integer.getInteger("aquifer.e2e.port-base", 18080);
    static final Path DATA = Path.of(System.getProperty("aquifer.e2e.data", ROOT.resolve("infra/e2e/target/data").toString()));

    /// The operator's shared deployments, there from the first start.
    static final String CHAT = "aquifer-lexicon-6m";

    static final String EMBEDDINGS = "bge-small-zh-v1.5";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

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

    /// Runs the launcher as a user would.
    ///
    /// @return what it printed
    String aquifer(String... arguments) {
        try {
            var command = new ArrayList<>(List.of(ROOT.resolve("aquifer").toString()));
            command.addAll(List.of(arguments));
            command.addAll(List.of("--data", DATA.toString(), "--port-base", String.valueOf(BASE)));
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(600, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// SIGKILL of a part; the supervisor starts it again.
    void kill(String part) {
        aquifer("dev", "kill", part);
    }

    /// SIGKILL of a part that stays down until [#start].
    void stop(String part) {
        aquifer("dev", "stop", part);
    }

    void start(String part) {
        aquifer("dev", "start", part);
    }

    /// Whether a part answers.
    boolean ready(String part) {
        return switch (part) {
            case "kafka" -> open(BASE + 6);
            case "postgres" -> open(BASE + 5);
            case "gateway" -> healthy(gateway());
            case "platform" -> healthy(platform());
            case "billing" -> healthy(billing());
            case "console" -> healthy(console());
            case "keycloak" -> open(BASE + 4);
            default -> throw new IllegalArgumentException(part);
        };
    }

    private static boolean open(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean healthy(String url) {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(URI.create(url + "/q/health/ready"))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Whether `./aquifer verify` finds every invariant kept; it throws with what it printed if not.
    boolean verify() {
        IO.println(aquifer("verify"));
        return true;
    }

    /// The generated password of the operator or the assessor.
    Person staff(String who) {
        try {
            for (var line : Files.readAllLines(DATA.resolve("people.txt"))) {
                if (line.contains(who + "@")) {
                    var words = line.strip().split("\\s+");
                    return Person.signsIn(this, who + "@aquifer.local", words[words.length - 1]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("nobody called " + who + " in people.txt");
    }

    Person.Answer call(
            @Nullable Person person, @Nullable UUID organisation, String method, String url, @Nullable Object body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
            if (person != null) {
                request.header("Authorization", "Bearer " + person.token());
            }
            if (organisation != null) {
                request.header("Aquifer-Organisation", organisation.toString());
            }
            if (body instanceof byte[] bytes) {
                request.header("Content-Type", "application/octet-stream").method(method, BodyPublishers.ofByteArray(bytes));
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
    Person.Answer chat(String secret, String model, String prompt, int tokens) throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("model", model).put("max_tokens", tokens);
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        var answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(gateway() + "/v1/chat/completions"))
                        .header("Authorization", "Bearer " + secret)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(60))
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

    private static Connection connect(String database) throws SQLException {
        var secrets = new Properties();
        try (var in = Files.newInputStream(DATA.resolve("secrets.properties"))) {
            secrets.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var url = "jdbc:postgresql://127.0.0.1:" + (BASE + 5) + "/" + database;
        return DriverManager.getConnection(url, "postgres", secrets.getProperty("postgres.password", ""));
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
        return sql("billing", "select id from fact where organisation_id = '" + organisation
                        + "' and type = 'dev.aquifer.usage.recorded.v1'")
                .stream()
                .map(List::getFirst)
                .toList();
    }

    /// Request id and output tokens of each usage fact of an organisation.
    List<List<String>> usage(UUID organisation) {
        return sql("billing", "select request, body #>> '{tokens,output}' from fact where organisation_id = '" + organisation
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
