package dev.aquifer.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The JVM's archive of classes that were loaded in the last run: each later start is shorter by a third.
final class SharedClasses {
    private SharedClasses() {}

    /// The JVM writes the archive at its orderly end if there is none. It refuses one that does not fit the program
    /// any more, but does not write it anew: so what is older than the program goes.
    static List<String> flags(Path archive, Path program) throws IOException {
        if (Files.exists(archive)
                && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(program)) < 0) {
            Files.delete(archive);
        }
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:disable",
                "-Xlog:all=error:stderr");
    }
}
