package dev.aquifer.platform.runner;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Replicas as child processes on this host. They outlive a crash of this server, and the next one takes them up
/// again by number, time of start and secret.
@ApplicationScoped
class LocalRunner implements Runner {
    private static final Pattern REPLICA_IN_ARGUMENT =
            Pattern.compile("/replicas/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/");

    private final RunnerConfig config;
    private final ReplicaSecret secrets;
    private final Path data;
    private final Path folders;
    /// HTTP/1.1: engines do not know the upgrade to HTTP/2 that this client asks for by default.
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Map<UUID, EngineWatch> watches = new ConcurrentHashMap<>();
    /// Replicas whose process could not even be started, with the reason.
    private final Map<UUID, String> stillborn = new ConcurrentHashMap<>();

    private volatile Runnable listener = () -> {};

    LocalRunner(RunnerConfig config) {
        this.config = config;
        this.secrets = new ReplicaSecret(config.replicaSecret());
        this.data = config.data().toAbsolutePath().normalize();
        this.folders = data.resolve("replicas");
    }

    @Override
    public void onChange(Runnable listener) {
        this.listener = listener;
    }

    @Override
    public void start(Launch launch) {
        if (!(look(launch.replica()) instanceof Sight.Absent)) {
            return;
        }
        UUID replica = launch.replica();
        ReplicaFolder folder = folder(replica);
        try {
            Files.createDirectories(folder.temporary());
            Process process = command(launch, folder).start();
            folder.noteProcess(process.toHandle());
            Log.infof("engine started replica=%s pid=%d", replica, process.pid());
            watch(replica, process.toHandle());
        } catch (IOException e) {
            Log.errorf(e, "engine could not be started replica=%s", replica);
            stillborn.put(replica, "the engine's process could not be started");
            listener.run();
        }
    }

    @Override
    public Sight look(UUID replica) {
        String failure = stillborn.get(replica);
        if (failure != null) {
            return new Sight.Ended(failure);
        }
        EngineWatch watch = watches.get(replica);
        if (watch != null) {
            return watch.sight();
        }
        ReplicaFolder folder = folder(replica);
        Optional<ProcessHandle> process = folder.process();
        if (process.isPresent()) {
            Log.infof("engine adopted replica=%s pid=%d", replica, process.get().pid());
            return watch(replica, process.get()).sight();
        }
        return folder.everStarted() ? new Sight.Ended(folder.lastWords(data)) : new Sight.Absent();
    }

    @Override
    public void stop(UUID replica) {
        look(replica);
        EngineWatch watch = watches.get(replica);
        if (watch != null) {
            watch.stop();
        }
    }

    @Override
    public Set<UUID> running() {
        return watches.entrySet().stream()
                .filter(entry -> entry.getValue().alive())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Override
    public List<String> log(UUID replica, int lines) {
        return folder(replica).lastLines(lines, data);
    }

    @Override
    public void clear(UUID replica) {
        EngineWatch watch = watches.get(replica);
        if (watch != null && watch.alive()) {
            throw new IllegalStateException("replica " + replica + " still runs");
        }
        watches.remove(replica);
        stillborn.remove(replica);
        folder(replica).remove();
    }

    @Override
    public void endAllBut(Set<UUID> replicas) {
        ProcessHandle.allProcesses().forEach(process -> {
            String line = process.info().commandLine().orElse("");
            Matcher found = REPLICA_IN_ARGUMENT.matcher(line);
            if (line.contains(folders + File.separator) && found.find()) {
                UUID replica = UUID.fromString(found.group(1));
                if (!replicas.contains(replica)) {
                    Log.warnf("ending an engine that belongs to no replica replica=%s pid=%d", replica, process.pid());
                    process.destroyForcibly();
                }
            }
        });
    }

    private EngineWatch watch(UUID replica, ProcessHandle process) {
        var fresh = new EngineWatch(
                replica, process, folder(replica), data, secrets.of(replica), http, config, () -> listener.run());
        EngineWatch other = watches.putIfAbsent(replica, fresh);
        if (other != null) {
            return other;
        }
        fresh.begin();
        return fresh;
    }

    private ProcessBuilder command(Launch launch, ReplicaFolder folder) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + config.engineHeap(),
                "-XX:+UseSerialGC",
                "-XX:ErrorFile=" + folder.path().resolve("crash.txt"),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder.temporary(),
                "-Daquifer.data=" + data,
                "-cp",
                absolute(config.engineClasspath()),
                "dev.aquifer.engine.Engine"));
        switch (launch.weights()) {
            case Launch.Weights.GgufFile(Path path) -> {
                line.addAll(List.of("--model", path.toString()));
                line.addAll(List.of("--context", Integer.toString(launch.contextLength())));
                line.addAll(List.of("--parallel", Integer.toString(launch.parallel())));
            }
            case Launch.Weights.BuiltIn(String embedding) -> line.addAll(List.of("--embedding", embedding));
        }
        line.addAll(List.of("--name", launch.name(), "--host", "127.0.0.1", "--port", "0"));
        line.addAll(List.of("--port-file", folder.portFile().toString()));
        var builder = new ProcessBuilder(line)
                .directory(folder.path().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
        // The engine reads files of strangers: it gets its own secret and nothing else that this server knows.
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().put("AQUIFER_ENGINE_KEY", secrets.of(launch.replica()));
        return builder;
    }

    /// The engine's working folder is the replica's, so nothing may be relative to this server's.
    private static String absolute(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private ReplicaFolder folder(UUID replica) {
        return new ReplicaFolder(folders.resolve(replica.toString()));
    }
}
