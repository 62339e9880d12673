package dev.aquifer.gateway.snapshot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/// Where the snapshot comes from and where it is kept.
@ConfigMapping(prefix = "aquifer.snapshot")
public interface SnapshotSettings {
    /// Kafka's addresses, `host:port` separated by commas.
    String bootstrapServers();

    /// Folder of the copy on disk; made if it is missing.
    Path folder();

    /// How long after a change the copy on disk is written at the latest.
    @WithDefault("500ms")
    Duration writeWithin();

    /// How often the feed makes sure that Kafka still answers.
    @WithDefault("2s")
    Duration checkEvery();
}
