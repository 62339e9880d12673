package dev.aquifer.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Finds processes that belong to a data folder although nobody watches them any more.
final class Leftovers {
    private static final List<String> PROGRAMS = List.of("java", "postgres", "initdb", "unshare", "setpriv");

    private Leftovers() {}

    /// All processes whose command line names the folder or something in it, except ourselves and who started us.
    static List<ProcessHandle> of(Path dataFolder) {
        String folder = dataFolder.toString();
        ProcessHandle self = ProcessHandle.current();
        List<Long> ours = new ArrayList<>(List.of(self.pid()));
        for (var parent = self.parent();
                parent.isPresent();
                parent = parent.get().parent()) {
            ours.add(parent.get().pid());
        }
        return ProcessHandle.allProcesses()
                .filter(process -> !ours.contains(process.pid()))
                .filter(process -> isOurs(commandLine(process.pid()), folder))
                .toList();
    }

    /// A server or program of ours over this folder; not an editor or a `tail` that looks into it, not a command of
    /// the launcher.
    static boolean isOurs(String commandLine, String folder) {
        // Where arguments are not told apart, the program ends before the first option.
        String first = commandLine.lines().findFirst().orElse("");
        int options = commandLine.indexOf('\n') >= 0 ? -1 : first.indexOf(" -");
        String program = (options < 0 ? first : first.substring(0, options)).replaceFirst("^.*/", "");
        boolean server = PROGRAMS.contains(program);
        boolean command = commandLine.contains("dev.aquifer.stack.Main") && !commandLine.contains("supervise");
        return server && !command && names(commandLine, folder);
    }

    /// Whether the command line has the folder as a whole path, not as the beginning of another folder's name.
    static boolean names(String commandLine, String folder) {
        for (int at = commandLine.indexOf(folder); at >= 0; at = commandLine.indexOf(folder, at + 1)) {
            int end = at + folder.length();
            boolean startsWhole = at == 0 || " =:\n".indexOf(commandLine.charAt(at - 1)) >= 0;
            boolean endsWhole = end == commandLine.length() || "/ :\n".indexOf(commandLine.charAt(end)) >= 0;
            if (startsWhole && endsWhole) {
                return true;
            }
        }
        return false;
    }

    /// Processes whose working folder is this one: PostgreSQL's children, which rename themselves. Linux only.
    static List<ProcessHandle> runningIn(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> workingFolder(process.pid()).equals(folder.toString()))
                .toList();
    }

    private static String workingFolder(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /// The arguments of a process, one a line where the system tells them apart; empty if it is gone or not ours to
    /// see.
    static String commandLine(long pid) {
        Path file = Path.of("/proc/" + pid + "/cmdline");
        if (Files.exists(file)) {
            try {
                return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', '\n');
            } catch (IOException e) {
                return "";
            }
        }
        if (Files.exists(Path.of("/proc/self"))) {
            return "";
        }
        try {
            Process ps = new ProcessBuilder("ps", "-ww", "-o", "command=", "-p", Long.toString(pid)).start();
            try (InputStream out = ps.getInputStream()) {
                return new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            }
        } catch (IOException e) {
            return "";
        }
    }

    /// Ends them all: the polite signal first, force after `patience`.
    static void end(List<ProcessHandle> processes, Duration patience) {
        for (ProcessHandle process : processes) {
            // PostgreSQL's ordinary signal means to wait for its clients.
            Processes.signal(process.pid(), commandLine(process.pid()).contains("bin/postgres") ? "INT" : "TERM");
        }
        long deadline = System.nanoTime() + patience.toNanos();
        for (ProcessHandle process : processes) {
            long left = Math.max(1, deadline - System.nanoTime());
            if (!Processes.awaitEnd(process, Duration.ofNanos(left))) {
                Processes.killTree(process);
            }
        }
    }
}
