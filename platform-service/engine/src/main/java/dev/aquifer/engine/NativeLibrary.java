package dev.aquifer.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A folder of its own for the native library while it is being loaded.
///
/// The binding unpacks into the common temporary folder under a fixed name; a second engine would overwrite the
/// library that the first one has mapped into its memory. Once loaded, the file is not needed any more.
final class NativeLibrary implements AutoCloseable {
    private final Path folder;

    private NativeLibrary(Path folder) {
        this.folder = folder;
    }

    static NativeLibrary unpacked() {
        try {
            Path folder = Files.createTempDirectory("aquifer-engine");
            System.setProperty("de.kherud.llama.tmpdir", folder.toString());
            return new NativeLibrary(folder);
        } catch (IOException e) {
            throw new StartFailure("no temporary folder for the native library: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            EngineLog.line("temporary files stay", "folder", folder);
        }
    }
}
