package dev.aquifer.stack;

import dev.aquifer.stack.PartState.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/// The very stack that `./aquifer up` starts, for tests that speak to it from outside.
public final class Stack {
    private Stack() {}

    /// Starts everything over `dataDir` and returns once every part serves. The programs must be built.
    public static Handle up(Path root, Path dataDir, int portBase) {
        return up(root, dataDir, portBase, EnumSet.allOf(PartName.class));
    }

    /// Starts only these parts.
    public static Handle up(Path root, Path dataDir, int portBase, Set<PartName> parts) {
        var layout = new Layout(root, dataDir, Ports.LOOPBACK, portBase);
        new Launch(layout, parts, System.out::println).up();
        return new Handle(layout, parts);
    }

    /// A running stack. Closing it is `down`; the data stays.
    public static final class Handle implements AutoCloseable {
        private static final Duration PATIENCE = Duration.ofMinutes(5);

        private final Layout layout;
        private final Set<PartName> parts;
        private final Credentials credentials;

        private Handle(Layout layout, Set<PartName> parts) {
            this.layout = layout;
            this.parts = parts;
            this.credentials = Credentials.of(layout);
        }

        /// The base address of a part that speaks HTTP, without a slash at its end.
        public String url(PartName part) {
            return layout.url(part);
        }

        public int port(PartName part) {
            return layout.port(part);
        }

        public String issuer() {
            return layout.issuer();
        }

        public String kafka() {
            return Ports.LOOPBACK + ":" + layout.port(PartName.KAFKA);
        }

        public Path data() {
            return layout.data();
        }

        public Path log(PartName part) {
            return layout.log(part.id());
        }

        /// The superuser's JDBC URL of a database, password inside.
        public String superuserUrl(String database) {
            return PostgresServer.superuserUrl(
                    layout.folder(PartName.POSTGRES), layout.port(PartName.POSTGRES), database);
        }

        /// A generated secret by its name in `secrets.properties`.
        public String secret(String name) {
            return credentials.get(name);
        }

        public String operatorPassword() {
            return credentials.get("person.operator");
        }

        public String assessorPassword() {
            return credentials.get("person.assessor");
        }

        /// The process of a part now; 0 if it does not run.
        public long pid(PartName part) {
            return PartState.read(layout, part).map(PartState::pid).orElse(0L);
        }

        public boolean isReady(PartName part) {
            return PartState.read(layout, part)
                    .map(state -> state.phase() == Phase.READY)
                    .orElse(false);
        }

        /// How often a part was started again after it had died.
        public int restarts(PartName part) {
            return PartState.read(layout, part).map(PartState::restarts).orElse(0);
        }

        /// SIGKILL to the part (PostgreSQL with its children; of the platform the server alone, its engines live on),
        /// and returns once the supervisor has seen it. It will be started again: see [#awaitReady(PartName)].
        public void kill(PartName part) {
            long pid = pid(part);
            ProcessHandle.of(pid).ifPresent(process -> {
                if (part == PartName.POSTGRES) {
                    Processes.killTree(process);
                } else {
                    process.destroyForcibly();
                }
            });
            await(part, "noticed its end", state -> state.pid() != pid || state.phase() != Phase.READY);
        }

        /// Stops the part in an orderly way and keeps it down until [#start(PartName)].
        public void stop(PartName part) {
            try {
                Files.writeString(PartKeeper.holdFile(layout, part), "");
            } catch (IOException e) {
                throw Processes.io(e);
            }
            await(part, "stopped", state -> state.phase() == Phase.STOPPED);
        }

        /// SIGKILL to the part, which stays down until [#start(PartName)].
        public void cut(PartName part) {
            long pid = pid(part);
            try {
                Files.writeString(PartKeeper.holdFile(layout, part), "");
            } catch (IOException e) {
                throw Processes.io(e);
            }
            ProcessHandle.of(pid).ifPresent(process -> {
                if (part == PartName.POSTGRES) {
                    Processes.killTree(process);
                } else {
                    process.destroyForcibly();
                }
            });
            await(part, "stopped", state -> state.phase() == Phase.STOPPED);
        }

        /// Starts a part that was stopped, and waits until it serves.
        public void start(PartName part) {
            try {
                Files.deleteIfExists(PartKeeper.holdFile(layout, part));
            } catch (IOException e) {
                throw Processes.io(e);
            }
            awaitReady(part);
        }

        public void awaitReady(PartName part) {
            await(part, "ready", state -> state.phase() == Phase.READY);
        }

        private void await(PartName part, String what, Predicate<PartState> reached) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!PartState.read(layout, part).map(reached::test).orElse(false)) {
                if (System.nanoTime() > deadline) {
                    throw new StackException(part.title() + " has not " + what + " within " + PATIENCE.toSeconds()
                            + " s: " + PartState.read(layout, part));
                }
                Processes.pause(Duration.ofMillis(50));
            }
        }

        /// Runs the invariants; what is broken, one sentence each, or an empty list.
        public java.util.List<String> brokenInvariants() {
            return new Invariants(this::superuserUrl).check(line -> {});
        }

        @Override
        public void close() {
            new Launch(layout, parts, System.out::println).down();
        }
    }
}
