package dev.aquifer.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The process in the background that keeps all parts running, until it is told to end (SIGTERM).
final class Supervisor {
    private static final Logger LOG = Logger.getLogger(Supervisor.class.getName());

    private final Layout layout;
    private final Map<PartName, PartKeeper> keepers = new EnumMap<>(PartName.class);
    private final CountDownLatch ended = new CountDownLatch(1);

    private Supervisor(Layout layout, Set<PartName> only) {
        this.layout = layout;
        Credentials credentials = Credentials.of(layout);
        for (PartName name : only) {
            keepers.put(name, new PartKeeper(part(name, credentials), layout, this::isReady));
        }
    }

    private Part part(PartName name, Credentials credentials) {
        return switch (name) {
            case POSTGRES -> new PostgresPart(layout, credentials);
            case KAFKA -> new KafkaPart(layout);
            case KEYCLOAK -> new KeycloakPart(layout, credentials);
            case PLATFORM, BILLING, GATEWAY, CONSOLE -> new AppPart(name, layout, credentials);
        };
    }

    /// A part that is left out by `--only` is somebody else's business: nobody waits for it.
    private boolean isReady(PartName name) {
        PartKeeper keeper = keepers.get(name);
        return keeper == null || keeper.isReady();
    }

    /// Runs until the process is told to end. The lock is held as long as the process lives, whatever happens to it.
    static void run(Layout layout, Set<PartName> only) throws IOException, InterruptedException {
        try (FileChannel channel = openLock(layout)) {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                LOG.severe("Another supervisor runs over " + layout.data() + ".");
                System.exit(3);
            }
            for (PartName part : PartName.values()) {
                Files.deleteIfExists(PartKeeper.holdFile(layout, part));
                Files.deleteIfExists(PartState.file(layout, part));
            }
            var supervisor = new Supervisor(layout, only);
            Runtime.getRuntime().addShutdownHook(new Thread(supervisor::stop, "stop"));
            new Running(ProcessHandle.current().pid(), layout.host(), layout.portBase(), only).write(layout);
            LOG.info("Started over " + layout.data() + ", port base " + layout.portBase() + ".");
            supervisor.keepers.forEach((name, keeper) ->
                    Thread.ofPlatform().name("keep-" + name.id()).start(keeper));
            supervisor.ended.await();
        }
    }

    /// Applications first, together; then the servers below them, each after the one that needs it.
    private void stop() {
        LOG.info("Stopping.");
        List<Thread> threads = new ArrayList<>();
        keepers.forEach((name, keeper) -> {
            if (name.isApplication()) {
                threads.add(Thread.ofPlatform().name("stop-" + name.id()).start(keeper::stop));
            }
        });
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw Processes.interrupted(e);
            }
        }
        for (PartName name : List.of(PartName.KEYCLOAK, PartName.KAFKA, PartName.POSTGRES)) {
            PartKeeper keeper = keepers.get(name);
            if (keeper != null) {
                keeper.stop();
            }
        }
        Leftovers.end(Leftovers.of(layout.data()), Duration.ofSeconds(10));
        LOG.info("Stopped.");
        ended.countDown();
    }

    private static FileChannel openLock(Layout layout) throws IOException {
        Path file = layout.run().resolve("lock");
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /// The supervisor that runs over this data folder; null if there is none.
    static @Nullable Running running(Layout layout) {
        if (!Files.exists(layout.run().resolve("lock"))) {
            return null;
        }
        try (FileChannel channel = openLock(layout);
                FileLock lock = channel.tryLock()) {
            return lock == null ? Running.read(layout) : null;
        } catch (IOException e) {
            throw new StackException("The data folder " + layout.data() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
