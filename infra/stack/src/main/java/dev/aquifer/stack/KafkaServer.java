package dev.aquifer.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/// A real Kafka broker (KRaft, one node that is broker and controller) as a process of its own, over a folder that is
/// kept.
///
/// Topics are created here and never by use. The controller listens on the next port after the broker's.
public final class KafkaServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(30);
    // One fixed name: the folder belongs to one node, and an id drawn anew could not be told from a foreign folder's.
    private static final String CLUSTER = "YXF1aWZlci1zdGFjay0xMQ";

    private final int port;
    private final Process process;
    private final Thread hook;

    private KafkaServer(int port, Process process) {
        this.port = port;
        this.process = process;
        this.hook = new Thread(this::stop, "stop-kafka");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Starts the broker over `dir`, which is filled at the first start, and returns once the topics are there; port
    /// 0 takes a free one.
    public static KafkaServer start(Path dir, int port) {
        Path folder = dir.toAbsolutePath().normalize();
        int chosen = port == 0 ? Ports.free() : port;
        int controller = chosen + 1;
        Process process = launch(folder, chosen, controller, folder.resolveSibling(folder.getFileName() + ".log"));
        var server = new KafkaServer(chosen, process);
        awaitReady(chosen, process.toHandle());
        return server;
    }

    /// Starts the process and does not wait.
    static Process launch(Path dir, int port, int controller, Path log) {
        try {
            Path data = dir.resolve("log");
            Files.createDirectories(dir);
            Path properties = dir.resolve("server.properties");
            Files.writeString(properties, String.join("\n", settings(data, port, controller)) + "\n");
            List<String> command = new ArrayList<>(List.of(
                    Processes.java(),
                    "-Xms96m",
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow"));
            command.addAll(SharedClasses.flags(dir.resolve("classes.jsa"), own()));
            command.addAll(List.of(
                    "-Djava.util.logging.config.file=" + quietLogging(dir),
                    "-cp",
                    classPath(),
                    "dev.aquifer.stack.KafkaNode",
                    properties.toString(),
                    data.toString(),
                    CLUSTER));
            return Processes.logged(command, log).start();
        } catch (IOException e) {
            throw new StackException("Kafka cannot be started over " + dir + ": " + e.getMessage(), e);
        }
    }

    private static Path quietLogging(Path dir) throws IOException {
        Path file = dir.resolve("logging.properties");
        Files.writeString(file, """
                handlers=java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level=INFO
                java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n
                .level=WARNING
                kafka.server.KafkaRaftServer.level=INFO
                kafka.server.BrokerServer.level=INFO
                """);
        return file;
    }

    private static List<String> settings(Path data, int port, int controller) {
        String host = Ports.LOOPBACK;
        return List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@" + host + ":" + controller,
                "listeners=PLAINTEXT://" + host + ":" + port + ",CONTROLLER://" + host + ":" + controller,
                "advertised.listeners=PLAINTEXT://" + host + ":" + port,
                "controller.listener.names=CONTROLLER",
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                // A backslash begins an escape in a properties file; spaces within a value stand for themselves.
                "log.dirs=" + data.toString().replace("\\", "\\\\"),
                "auto.create.topics.enable=false",
                "unclean.leader.election.enable=false",
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.num.partitions=1",
                "transaction.state.log.min.isr=1",
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.num.partitions=1",
                "share.coordinator.state.topic.min.isr=1",
                "group.initial.rebalance.delay.ms=0",
                "num.network.threads=2",
                "num.io.threads=4",
                "log.cleaner.dedupe.buffer.size=16777216",
                "log.flush.interval.ms=1000",
                // After a kill the broker is let in again only when its old session has run out.
                "broker.heartbeat.interval.ms=500",
                "broker.session.timeout.ms=3000");
    }

    private static Path target() {
        String root = System.getProperty("aquifer.root");
        if (root == null) {
            throw new StackException("The system property aquifer.root must name the repository's root folder.");
        }
        Path target = Path.of(root, "infra", "stack", "target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            throw new StackException("Kafka's jars are missing in " + target.resolve("lib")
                    + ": build the module with ./mvnw -pl infra/stack -DskipTests package");
        }
        return target;
    }

    /// The jar if there is one: the JVM keeps no shared archive of classes from a folder.
    private static Path own() {
        Path jar = target().resolve("stack.jar");
        return Files.exists(jar) ? jar : target().resolve("classes");
    }

    private static String classPath() {
        Path target = target();
        return own() + File.pathSeparator + target.resolve("lib") + File.separator + "*";
    }

    static void awaitReady(int port, ProcessHandle process) {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            String problem = Ports.isFree(Ports.LOOPBACK, port) ? "it does not listen yet" : prepare(port);
            if (problem.isEmpty()) {
                return;
            }
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new StackException("Kafka did not start on port " + port + ": " + problem);
            }
            Processes.pause(Duration.ofMillis(100));
        }
    }

    /// Creates the topics that are missing; what went wrong, or empty.
    static String prepare(int port) {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, Ports.LOOPBACK + ":" + port,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10000);
        try (Admin admin = Admin.create(settings)) {
            Set<String> there = admin.listTopics().names().get();
            List<NewTopic> missing = topics().stream()
                    .filter(topic -> !there.contains(topic.name()))
                    .toList();
            if (!missing.isEmpty()) {
                admin.createTopics(missing).all().get();
            }
            return "";
        } catch (ExecutionException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }

    private static List<NewTopic> topics() {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : List.of("usage.v1", "leases.v1")) {
            // What happened is kept without end: it is what bills are rebuilt from.
            topics.add(new NewTopic(name, 3, (short) 1)
                    .configs(Map.of("retention.ms", "-1", "retention.bytes", "-1", "cleanup.policy", "delete")));
        }
        for (String name :
                List.of("organisations.v1", "keys.v1", "routes.v1", "prices.v1", "standing.v1", "pauses.v1")) {
            topics.add(new NewTopic(name, 1, (short) 1).configs(Map.of("cleanup.policy", "compact")));
        }
        return topics;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + port;
    }

    /// SIGKILL, as a power cut would end it.
    public void kill() {
        Processes.killTree(process.toHandle());
    }

    private void stop() {
        if (process.isAlive()) {
            Processes.end(process.toHandle(), "TERM", STOP);
        }
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The machine is going down: the hook is running already and finds nothing to stop.
            return;
        }
    }
}
