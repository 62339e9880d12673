package dev.aquifer.billing.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `./aquifer verify --files DIR`: checks documents of closed bills and evidence packages of claims that stand in a
/// folder, by themselves: it starts no server and asks no database. Exit status 0: all holds; 1: something is broken,
/// or a file that a chain needs is not there; 2: there is nothing to check.
public final class VerifyFiles {
    private static final int NOT_WHOLE = 1;
    private static final int NOTHING = 2;

    private VerifyFiles() {}

    public static void main(String[] folders) {
        System.exit(run(
                List.of(folders), new PrintStream(System.out, true, UTF_8), new PrintStream(System.err, true, UTF_8)));
    }

    static int run(List<String> folders, PrintStream out, PrintStream err) {
        if (folders.size() != 1) {
            err.println("Usage: ./aquifer verify --files DIR");
            return NOTHING;
        }
        var folder = Path.of(folders.getFirst());
        if (!Files.isDirectory(folder)) {
            err.println("There is no folder " + folder);
            return NOTHING;
        }
        try {
            var findings = FolderCheck.of(folder);
            if (findings.isEmpty()) {
                err.println("There is no document of a bill (.json) and no evidence package (.zip) in " + folder);
                return NOTHING;
            }
            findings.forEach(finding -> out.println(mark(finding.kind()) + finding.text()));
            if (findings.stream().allMatch(Finding::holds)) {
                out.println(
                        "All of it holds. Compare each head with the one that was kept elsewhere: the SHA-256 on the"
                                + " newest bill, or on its PDF.");
                return 0;
            }
            return NOT_WHOLE;
        } catch (IOException e) {
            err.println(folder + " cannot be read: " + e.getMessage());
            return NOTHING;
        }
    }

    private static String mark(Finding.Kind kind) {
        return switch (kind) {
            case OK -> "  ok      ";
            case GAP -> "  GAP     ";
            case BROKEN -> "  BROKEN  ";
        };
    }
}
