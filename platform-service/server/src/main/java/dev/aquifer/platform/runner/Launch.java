package dev.aquifer.platform.runner;

import java.nio.file.Path;
import java.util.UUID;

/// @param name the name that the engine answers to
/// @param contextLength tokens of one request, @param parallel requests at once
public record Launch(UUID replica, String name, Weights weights, int contextLength, int parallel) {
    /// Where the engine finds what it serves.
    public sealed interface Weights {
        record GgufFile(Path path) implements Weights {}

        /// An embedding model that comes with the engine.
        record BuiltIn(String embedding) implements Weights {}
    }
}
