package dev.aquifer.bench;

import dev.aquifer.stack.KafkaServer;
import dev.aquifer.stack.PostgresServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// PostgreSQL, Kafka and billing as `./aquifer up` starts them, over a folder of their own, with nothing else around.
final class BillingHouse implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    final PostgresServer postgres;
    final KafkaServer kafka;
    final BillingIdentity identity;
    final Process billing;
    final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Connection database;

    BillingHouse(Path root, Path data, List<String> options) throws IOException, SQLException {
        Files.createDirectories(data);
        identity = new BillingIdentity();
        postgres = PostgresServer.start(data.resolve("postgres"), 0);
        postgres.createDatabase("billing", "billing_owner", "billing_app");
        kafka = KafkaServer.start(data.resolve("kafka"), 0);
        port = free();
        billing = start(root, data, options);
        database = DriverManager.getConnection(postgres.superuserUrl("billing"));
        Runtime.getRuntime().addShutdownHook(new Thread(billing::destroyForcibly, "stop-billing"));
    }

    private Process start(Path root, Path data, List<String> options) throws IOException {
        Path jar = root.resolve("billing/server/target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("billing is not built: ./mvnw -Dquick -DskipTests package");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms48m",
                "-Xmx256m",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "-ea",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("billing.log").toFile());
        var environment = builder.environment();
        environment.put("AQUIFER_PORT", Integer.toString(port));
        environment.put("AQUIFER_DATA", data.toString());
        environment.put("AQUIFER_DB_URL", postgres.url("billing"));
        environment.put("AQUIFER_DB_PASSWORD", "billing_app");
        environment.put("AQUIFER_DB_OWNER_PASSWORD", "billing_owner");
        environment.put("AQUIFER_KAFKA", kafka.bootstrapServers());
        environment.put("AQUIFER_ISSUER", identity.url());
        // Months are closed when the benchmark says so.
        environment.put("AQUIFER_MONTH_AUTOMATIC", "false");
        return builder.start();
    }

    void awaitReady() {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline && billing.isAlive()) {
            try {
                if (http.send(request("/q/health/ready").build(), HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    return;
                }
            } catch (IOException e) {
                // It does not listen yet.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            pause(100);
        }
        throw new IllegalStateException("billing did not start: see billing.log in the data folder");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /// The answer's body; a failure is no answer.
    String get(String path, String token, String organisation) {
        return sent(request(path)
                .header("Authorization", "Bearer " + token)
                .header("Aquifer-Organisation", organisation)
                .build());
    }

    String post(String path, String token, String body) {
        return sent(request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private String sent(HttpRequest request) {
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// One figure, read past row-level security.
    long number(String query) {
        try (Statement statement = database.createStatement();
                var row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    void update(String statement) {
        try (Statement prepared = database.createStatement()) {
            prepared.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection(postgres.superuserUrl("billing"));
    }

    /// Holds billing while its topics are filled, so that it is warm and has everything before it when it goes on.
    void hold(boolean held) {
        try {
            int status = new ProcessBuilder("kill", held ? "-STOP" : "-CONT", Long.toString(billing.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("billing is gone: see billing.log in the data folder");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Processor milliseconds that a process and its children have used.
    static long cpuMillis(long pid) {
        return ProcessHandle.of(pid)
                .map(process -> millis(process)
                        + process.descendants().mapToLong(BillingHouse::millis).sum())
                .orElse(0L);
    }

    private static long millis(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
    }

    /// A line of the process's status in the kernel, in MiB.
    long memory(String line) {
        try {
            return Files.readAllLines(Path.of("/proc/" + billing.pid() + "/status")).stream()
                            .filter(each -> each.startsWith(line + ":"))
                            .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    / 1024;
        } catch (IOException e) {
            return 0;
        }
    }

    static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws SQLException {
        hold(false);
        billing.destroy();
        try {
            if (!billing.waitFor(20, TimeUnit.SECONDS)) {
                billing.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
        http.close();
        kafka.close();
        postgres.close();
        identity.close();
    }
}
