package dev.aquifer.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much memory a process holds.
final class Memory {
    private Memory() {}

    /// Resident kilobytes of the process and all below it; pages that several of them share count once where the
    /// system tells.
    static long ofTree(ProcessHandle process) {
        return of(process.pid())
                + process.descendants().mapToLong(child -> of(child.pid())).sum();
    }

    static long of(long pid) {
        long shared = line(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss:");
        if (shared > 0) {
            return shared;
        }
        long resident = line(Path.of("/proc/" + pid + "/status"), "VmRSS:");
        return resident > 0 || Files.exists(Path.of("/proc/self")) ? resident : byPs(pid);
    }

    private static long line(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    private static long byPs(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            try (InputStream out = ps.getInputStream()) {
                String text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
                return text.isEmpty() ? 0 : Long.parseLong(text);
            }
        } catch (IOException e) {
            return 0;
        }
    }
}
