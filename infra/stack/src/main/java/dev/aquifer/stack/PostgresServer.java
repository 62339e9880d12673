package dev.aquifer.stack;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A real PostgreSQL over a folder that is kept between runs.
///
/// It listens on loopback only, wants a password (SCRAM) from everybody, checksums its pages and fsyncs. It works as
/// root too, which PostgreSQL itself refuses: there it runs in a user namespace of its own (or, where the kernel
/// forbids that, as the user `nobody`).
public final class PostgresServer implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Path dir;
    private final int port;
    private final Process process;
    private final Thread hook;

    private PostgresServer(Path dir, int port, Process process) {
        this.dir = dir;
        this.port = port;
        this.process = process;
        this.hook = new Thread(this::stop, "stop-postgres");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Starts the server over `dir`, which is filled at the first start, and returns once it answers; port 0 takes a
    /// free one.
    public static PostgresServer start(Path dir, int port) {
        Path folder = dir.toAbsolutePath().normalize();
        int chosen = port == 0 ? Ports.free() : port;
        Process process = launch(folder, chosen, folder.resolveSibling(folder.getFileName() + ".log"));
        var server = new PostgresServer(folder, chosen, process);
        awaitReady(folder, chosen, process.toHandle());
        return server;
    }

    /// Starts the process and does not wait.
    static Process launch(Path dir, int port, Path log) {
        try {
            Path home = PostgresBinaries.folder(dir);
            PostgresUser user = PostgresUser.find(dir);
            if (!Files.exists(dir.resolve("PG_VERSION"))) {
                initialise(home, dir, user);
            }
            user.own(dir);
            endLeftover(dir);
            List<String> command = new ArrayList<>(user.prefix());
            command.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", dir.toString()));
            settings(port).forEach(setting -> command.addAll(List.of("-c", setting)));
            return Processes.logged(command, log).start();
        } catch (IOException e) {
            throw new StackException("PostgreSQL cannot be started over " + dir + ": " + e.getMessage(), e);
        }
    }

    private static List<String> settings(int port) {
        return List.of(
                "listen_addresses=" + Ports.LOOPBACK,
                "port=" + port,
                "unix_socket_directories=",
                "max_connections=60",
                "shared_buffers=64MB",
                "max_wal_size=256MB",
                "io_method=sync",
                "fsync=on",
                "full_page_writes=on",
                "synchronous_commit=on",
                "password_encryption=scram-sha-256",
                "timezone=UTC",
                "log_timezone=UTC",
                "log_line_prefix=%m %p %u@%d ",
                "cluster_name=aquifer");
    }

    private static void initialise(Path home, Path dir, PostgresUser user) throws IOException {
        Path parent = dir.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (Files.exists(dir)) {
            try (Stream<Path> found = Files.list(dir)) {
                if (found.findAny().isPresent()) {
                    throw new StackException("The folder " + dir + " is not empty, and is not PostgreSQL's.");
                }
            }
            Files.delete(dir);
        }
        Path aside = dir.resolveSibling(dir.getFileName() + ".new");
        if (Files.exists(aside)) {
            PostgresBinaries.deleteAll(aside);
        }
        Files.createDirectory(
                aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path passwordFile = dir.resolveSibling(dir.getFileName() + ".password");
        String password = Secrets.random(32);
        Secrets.write(passwordFile, password);
        user.own(aside);
        user.own(passwordFile);
        List<String> command = new ArrayList<>(user.prefix());
        command.addAll(List.of(
                home.resolve("bin/initdb").toString(),
                "-D",
                aside.toString(),
                "--username=postgres",
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--data-checksums",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions"));
        Path log = dir.resolveSibling(dir.getFileName() + ".initdb.log");
        try {
            int status = Processes.logged(command, log).start().waitFor();
            if (status != 0) {
                throw new StackException("PostgreSQL's initdb failed:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
        Files.move(aside, dir);
        Files.deleteIfExists(log);
    }

    /// A killed server leaves its pid file, and children that end on their own soon after. PostgreSQL itself only
    /// believes a pid file whose process lives, but that number may belong to somebody else by now: so look who it
    /// is.
    static void endLeftover(Path dir) throws IOException {
        Path pidFile = dir.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        long pid = lines.isEmpty() ? 0 : parse(lines.getFirst());
        ProcessHandle.of(pid)
                .filter(handle -> Leftovers.commandLine(handle.pid()).contains(dir.toString()))
                .ifPresent(handle -> Processes.end(handle, "INT", STOP));
        Leftovers.runningIn(dir).forEach(handle -> Processes.awaitEnd(handle, Duration.ofSeconds(3)));
        Leftovers.runningIn(dir).forEach(Processes::killTree);
        Files.deleteIfExists(pidFile);
    }

    private static long parse(String pid) {
        try {
            return Long.parseLong(pid.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static void awaitReady(Path dir, int port, ProcessHandle process) {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            String problem = problem(dir, port);
            if (problem.isEmpty()) {
                return;
            }
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new StackException("PostgreSQL did not start on port " + port + ": " + problem);
            }
            Processes.pause(Duration.ofMillis(50));
        }
    }

    /// What keeps the server from answering now; empty when it answers.
    static String problem(Path dir, int port) {
        try (Connection connection = DriverManager.getConnection(superuserUrl(dir, port, "postgres"))) {
            return connection.isValid(2) ? "" : "it does not answer";
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    static String superuserUrl(Path dir, int port, String database) {
        try {
            String password = Files.readString(dir.resolveSibling(dir.getFileName() + ".password"));
            return "jdbc:postgresql://" + Ports.LOOPBACK + ":" + port + "/" + database
                    + "?user=postgres&loginTimeout=10&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Processes.io(e);
        }
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /// The URL without user and password.
    public String url(String database) {
        return "jdbc:postgresql://" + Ports.LOOPBACK + ":" + port + "/" + database;
    }

    /// The URL of the superuser, password inside: for fixtures and invariants, never for an application.
    public String superuserUrl(String database) {
        return superuserUrl(dir, port, database);
    }

    /// Creates the database with its roles `X_owner`, `X_app` and `X_jobs`; harmless if it is there, then it sets the
    /// passwords.
    public void createDatabase(String name, String ownerPassword, String appPassword) {
        new Databases(database -> superuserUrl(dir, port, database)).create(name, ownerPassword, appPassword);
    }

    /// SIGKILL to the server and its children, as a power cut would end them.
    public void kill() {
        Processes.killTree(process.toHandle());
    }

    private void stop() {
        if (process.isAlive()) {
            Processes.end(process.toHandle(), "INT", STOP);
        }
    }

    /// Stops in an orderly way (PostgreSQL's "fast" shutdown).
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
