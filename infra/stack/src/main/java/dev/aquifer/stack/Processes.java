package dev.aquifer.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Starting, signalling and finding processes of the operating system.
final class Processes {
    private Processes() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// Starts a child that appends both of its streams to `log` and reads nothing.
    static ProcessBuilder logged(List<String> command, Path log) {
        return new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    /// Runs a short command to its end and returns its exit status; -1 if it cannot be started.
    static int run(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static void signal(long pid, String signal) {
        run(List.of("kill", "-" + signal, Long.toString(pid)));
    }

    /// Whether the process ended within the time.
    static boolean awaitEnd(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// Sends the signal, waits, and at last ends the process and all below it by force.
    static void end(ProcessHandle process, String signal, Duration patience) {
        List<ProcessHandle> children = process.descendants().toList();
        if (process.isAlive()) {
            signal(process.pid(), signal);
        }
        if (!awaitEnd(process, patience)) {
            killTree(process);
        }
        for (ProcessHandle child : children) {
            if (!awaitEnd(child, Duration.ofSeconds(2))) {
                child.destroyForcibly();
            }
        }
    }

    /// SIGKILL to the process and to everything below it.
    static void killTree(ProcessHandle process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.addFirst(process);
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : all) {
            awaitEnd(each, Duration.ofSeconds(10));
        }
    }

    /// Waits a moment between two looks at a process that is starting.
    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static StackException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StackException("Interrupted.", e);
    }

    static UncheckedIOException io(IOException e) {
        return new UncheckedIOException(e);
    }
}
