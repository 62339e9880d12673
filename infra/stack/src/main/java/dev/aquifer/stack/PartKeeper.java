package dev.aquifer.stack;

import dev.aquifer.stack.PartState.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Keeps one part running: starts it, waits until it serves, starts it again when it dies, and stops it.
///
/// One thread runs [#run()]; the thread that shuts down calls [#stop()]. What both touch is guarded by `this`.
final class PartKeeper implements Runnable {
    private static final Logger LOG = Logger.getLogger(PartKeeper.class.getName());
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration HEALTHY = Duration.ofSeconds(5);
    private static final long LARGE_LOG = 50L << 20;
    private static final int PATIENT_STARTS = 3;

    private final Part part;
    private final Layout layout;
    private final Predicate<PartName> isReady;
    // Written under the lock; read without it by other threads that only look.
    private volatile Phase phase = Phase.WAITING;
    private volatile boolean everReady;
    private @Nullable Process process;
    private boolean closing;
    // Only the keeper's own thread uses these two.
    private int restarts;
    private int failures;

    /// @param isReady whether another part serves
    PartKeeper(Part part, Layout layout, Predicate<PartName> isReady) {
        this.part = part;
        this.layout = layout;
        this.isReady = isReady;
    }

    boolean isReady() {
        return phase == Phase.READY;
    }

    @Override
    public void run() {
        say(Phase.WAITING, "");
        boolean prepared = false;
        while (!isClosing()) {
            try {
                if (isHeld()) {
                    endProcess();
                    say(Phase.STOPPED, "stopped on request");
                    awaitRelease();
                    continue;
                }
                if (!prepared) {
                    say(Phase.STARTING, "preparing");
                    part.prepare();
                    prepared = true;
                }
                if (!everReady && !needsAreMet()) {
                    say(Phase.WAITING, "");
                    awaitNeeds();
                    continue;
                }
                liveOnce();
            } catch (IOException | RuntimeException e) {
                endProcess();
                fail(String.valueOf(e.getMessage()), e instanceof StackException);
            }
        }
    }

    /// From one start to the end of that process.
    private void liveOnce() throws IOException {
        // 1. Start.
        rotateLog();
        Process started = startUnlessClosing();
        if (started == null) {
            return;
        }
        say(Phase.STARTING, "");
        Instant begin = Instant.now();

        // 2. Wait until it serves, then finish what only a serving part can do.
        if (!awaitServing(started, begin)) {
            return;
        }
        part.settle();
        everReady = true;
        say(Phase.READY, "");
        LOG.info(() -> part.name().title() + " is ready after "
                + Duration.between(begin, Instant.now()).toMillis() + " ms, pid " + started.pid());

        // 3. Watch it.
        Instant ready = Instant.now();
        while (!isClosing() && !isHeld()) {
            if (hasEnded(started)) {
                afterDeath(started, Duration.between(ready, Instant.now()));
                return;
            }
        }
    }

    private boolean awaitServing(Process started, Instant begin) {
        while (!isClosing() && !isHeld()) {
            if (hasEnded(started)) {
                endProcess();
                fail("it ended at its start with status " + started.exitValue(), false);
                return false;
            }
            String problem = part.problem();
            if (problem.isEmpty()) {
                return true;
            }
            if (Duration.between(begin, Instant.now()).compareTo(part.startPatience()) > 0) {
                endProcess();
                fail("it did not serve within " + part.startPatience().toSeconds() + " s: " + problem, false);
                return false;
            }
        }
        return false;
    }

    private void afterDeath(Process dead, Duration life) {
        restarts++;
        failures = life.compareTo(HEALTHY) < 0 ? failures + 1 : 1;
        Duration wait = backOff();
        String note = "died with status " + dead.exitValue() + ", starts again in " + wait.toMillis() + " ms";
        LOG.warning(() -> part.name().title() + " (pid " + dead.pid() + ") " + note);
        if (part.childrenDieWithIt()) {
            Processes.killTree(dead.toHandle());
        }
        say(Phase.RESTARTING, note);
        rest(wait);
    }

    private void fail(String why, boolean hopeless) {
        if (isClosing()) {
            return;
        }
        failures++;
        boolean failed = hopeless || failures >= PATIENT_STARTS;
        LOG.log(Level.WARNING, () -> part.name().title() + " does not start: " + why);
        say(failed ? Phase.FAILED : Phase.RESTARTING, why);
        rest(failed ? Duration.ofSeconds(20) : backOff());
    }

    private Duration backOff() {
        return Duration.ofMillis(Math.min(20_000, 250L << Math.min(failures, 7)));
    }

    private void rest(Duration wait) {
        Instant until = Instant.now().plus(wait);
        while (!isClosing() && Instant.now().isBefore(until)) {
            Processes.pause(TICK);
        }
    }

    private boolean needsAreMet() {
        return part.name().needs().stream().allMatch(isReady);
    }

    private void awaitNeeds() {
        while (!isClosing() && !isHeld() && !needsAreMet()) {
            Processes.pause(TICK);
        }
    }

    /// A file beside the states asks for a stop: tests of outages use it, and an operator may.
    static Path holdFile(Layout layout, PartName part) {
        return layout.run().resolve(part.id() + ".hold");
    }

    private boolean isHeld() {
        return Files.exists(holdFile(layout, part.name()));
    }

    private void awaitRelease() {
        while (!isClosing() && isHeld()) {
            Processes.pause(TICK);
        }
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    private synchronized @Nullable Process startUnlessClosing() throws IOException {
        if (closing) {
            return null;
        }
        process = part.start();
        return process;
    }

    private static boolean hasEnded(Process process) {
        try {
            return process.waitFor(TICK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }

    /// Ends the part for good, in an orderly way as far as its patience goes.
    void stop() {
        synchronized (this) {
            closing = true;
        }
        endProcess();
        say(Phase.STOPPED, "");
    }

    private void endProcess() {
        Process running;
        synchronized (this) {
            running = process;
        }
        if (running == null) {
            return;
        }
        if (running.isAlive()) {
            say(Phase.STOPPING, "");
        }
        Processes.end(running.toHandle(), part.stopSignal(), part.stopPatience());
    }

    private void rotateLog() throws IOException {
        Path log = layout.log(part.name().id());
        if (Files.exists(log) && Files.size(log) > LARGE_LOG) {
            Files.move(log, log.resolveSibling(part.name().id() + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private synchronized void say(Phase now, String note) {
        if (closing && now != Phase.STOPPING && now != Phase.STOPPED) {
            return;
        }
        phase = now;
        long pid = process == null || !process.isAlive() ? 0 : process.pid();
        new PartState(part.name(), now, pid, layout.port(part.name()), Instant.now(), restarts, note).write(layout);
    }
}
