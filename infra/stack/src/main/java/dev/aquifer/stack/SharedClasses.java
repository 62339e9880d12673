package dev.aquifer.stack;

import java.nio.file.Path;
import java.util.List;

/// The JVM's archive of classes that were loaded in the last run: each later start is shorter by a third.
final class SharedClasses {
    private SharedClasses() {}

    /// The JVM writes the archive at its orderly end, and again by itself when a jar or the JDK has changed since.
    static List<String> flags(Path archive) {
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:cds=off",
                "-Xlog:aot=off",
                "-Xlog:class+path=off");
    }
}
