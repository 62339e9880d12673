package dev.aquifer.platform.standing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Where the standings are read.
@ConfigMapping(prefix = "aquifer.standing")
interface StandingConfig {
    /// Kafka's bootstrap servers, `host:port`, separated by commas.
    String bootstrapServers();

    /// How long one poll waits for news.
    @WithDefault("500ms")
    Duration poll();

    /// Pause after Kafka could not be read.
    @WithDefault("2s")
    Duration retry();
}
