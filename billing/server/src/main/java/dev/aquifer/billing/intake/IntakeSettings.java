package dev.aquifer.billing.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How facts are taken in.
@ConfigMapping(prefix = "aquifer.intake")
interface IntakeSettings {

    /// Threads that read facts, each its share of the partitions; more than partitions are of no use. With one for
    /// each partition of the topics as they are made, none has twice the work of another.
    @WithDefault("3")
    @Min(1) @Max(64) int readers();

    /// The most facts that one transaction takes. What waits is taken in batches of this size; a fact that comes
    /// alone is taken at once.
    @WithDefault("5000")
    @Min(1) @Max(50_000) int batch();

    /// How far clocks may differ: a fact from further ahead is put aside.
    @WithDefault("10m")
    Duration clockSkew();
}
