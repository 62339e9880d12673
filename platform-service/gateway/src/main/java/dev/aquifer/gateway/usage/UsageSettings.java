package dev.aquifer.gateway.usage;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/// Where usage events are kept until Kafka has them.
@ConfigMapping(prefix = "aquifer.usage")
public interface UsageSettings {
    /// Kafka's addresses, `host:port` separated by commas.
    String bootstrapServers();

    /// Folder of the journal; made if it is missing.
    Path folder();

    /// Bytes on disk at which chargeable requests are refused; no event is ever dropped.
    @WithDefault("1G")
    MemorySize limit();

    /// Bytes after which a new segment file is begun.
    @WithDefault("16M")
    MemorySize segmentSize();

    /// How long after a failed write a new segment is tried.
    @WithDefault("5s")
    Duration retryAfterFailure();
}
