package dev.aquifer.platform.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How facts leave for Kafka.
@ConfigMapping(prefix = "aquifer.outbox")
interface OutboxConfig {
    /// Kafka's bootstrap servers, `host:port`, separated by commas.
    String bootstrapServers();

    /// How long the relay sleeps at most when nobody wakes it.
    @WithDefault("100ms")
    Duration poll();

    /// Facts that one transaction of the relay takes.
    @WithDefault("500")
    @Min(1) @Max(10_000) int batch();
}
