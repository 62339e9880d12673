package dev.aquifer.platform.runner;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The folder of one replica: its log, the engine's port file, and which process it is.
record ReplicaFolder(Path path) {
    private static final int LOG_TAIL_BYTES = 256 * 1024;

    Path log() {
        return path.resolve("engine.log");
    }

    Path portFile() {
        return path.resolve("port");
    }

    /// The engine's folder for temporary files, its unpacked native library among them.
    Path temporary() {
        return path.resolve("tmp");
    }

    private Path processFile() {
        return path.resolve("process");
    }

    boolean everStarted() {
        return Files.exists(processFile());
    }

    void noteProcess(ProcessHandle process) throws IOException {
        Path fresh = path.resolve("process.new");
        long began = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        Files.writeString(fresh, process.pid() + " " + began);
        Files.move(fresh, processFile(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// The process that was noted, if it is still the same one: the system gives numbers of ended processes to
    /// others, so the time of its start must agree too, within what the system's own clock moves it.
    Optional<ProcessHandle> process() {
        try {
            String[] noted = Files.readString(processFile()).strip().split(" ", -1);
            if (noted.length != 2) {
                return Optional.empty();
            }
            Instant began = Instant.ofEpochMilli(Long.parseLong(noted[1]));
            return ProcessHandle.of(Long.parseLong(noted[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> process.info()
                            .startInstant()
                            .map(instant ->
                                    Duration.between(began, instant).abs().toSeconds() < 2)
                            .orElse(false));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// The port that the engine listens on; empty until it has written it.
    Optional<Integer> port() {
        try {
            int port = Integer.parseInt(Files.readString(portFile()).strip());
            return port > 0 && port < 65_536 ? Optional.of(port) : Optional.empty();
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// The last lines of the log, fit to be shown: without control characters and without the paths of this machine.
    List<String> lastLines(int lines, Path data) {
        try (var file = new RandomAccessFile(log().toFile(), "r")) {
            long from = Math.max(0, file.length() - LOG_TAIL_BYTES);
            byte[] tail = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(tail);
            List<String> all = new String(tail, StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replace(data.toString(), "").replaceAll("\\p{Cntrl}+", " "))
                    .toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException _) {
            return List.of();
        }
    }

    /// The engine's own last words: it prints one clear line before it gives up.
    String lastWords(Path data) {
        return lastLines(50, data).reversed().stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line.length() > 500 ? line.substring(0, 500) + "…" : line)
                .findFirst()
                .orElse("the engine ended without a word");
    }

    void removeTemporary() {
        remove(temporary());
    }

    void remove() {
        remove(path);
    }

    private static void remove(Path tree) {
        try (var all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException _) {
            // What could not be removed now, for instance because the engine still writes, goes with the replica's
            // folder later; nothing depends on it.
        }
    }
}
