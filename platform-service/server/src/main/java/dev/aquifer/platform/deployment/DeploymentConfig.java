package dev.aquifer.platform.deployment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Settings of the reconciler.
@ConfigMapping(prefix = "aquifer.deployment")
interface DeploymentConfig {
    /// Whether this server runs the replicas. One server of a database does.
    @WithDefault("true")
    boolean reconcile();

    /// How long the reconciler sleeps at most when nobody wakes it.
    @WithDefault("PT1S")
    Duration tick();

    /// How often the last sign of life of running leases is noted.
    @WithDefault("PT5S")
    Duration signOfLife();

    /// How long an orderly shutdown waits for engines to end.
    @WithDefault("PT8S")
    Duration shutdownAtMost();
}
