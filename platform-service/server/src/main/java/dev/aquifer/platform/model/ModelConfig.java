package dev.aquifer.platform.model;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;

/// Settings of models and uploads.
@ConfigMapping(prefix = "aquifer.model")
interface ModelConfig {
    /// Folder of the server's data; uploads are kept in `models/` below it.
    Path data();

    /// Folder with the files of the operator's catalogue.
    Path catalogue();

    /// Class path of the engine: the weights of the embedding model come with it.
    String engineClasspath();

    /// The largest file that may be uploaded.
    @WithDefault("20G")
    MemorySize largestFile();

    /// What the uploads of one organisation may take together.
    @WithDefault("20G")
    MemorySize quota();

    /// What uploads leave free on the disk.
    @WithDefault("1G")
    MemorySize diskReserve();

    /// Tokens of one request at most, whatever the model was made for: each takes memory.
    @WithDefault("4096")
    @Min(128) @Max(1_048_576) int longestContext();

    /// Requests that a replica of a catalogue model works on at once.
    @WithDefault("8")
    @Min(1) @Max(64) int parallel();

    /// The same for an uploaded model.
    @WithDefault("4")
    @Min(1) @Max(64) int uploadParallel();
}
