package dev.aquifer.billing;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.NotBlank;

/// Where Kafka is.
@ConfigMapping(prefix = "aquifer.kafka")
public interface KafkaSettings {

    /// Addresses of brokers, `host:port` with commas between.
    @NotBlank String bootstrapServers();
}
