package dev.aquifer.platform.runner;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/// Settings of the local runner.
@ConfigMapping(prefix = "aquifer.runner")
interface RunnerConfig {
    /// Folder of the server's data; engines live in `replicas/` below it.
    Path data();

    /// Class path of the engine.
    String engineClasspath();

    /// Key of the HMAC that makes the replicas' secrets; the gateway has the same.
    String replicaSecret();

    /// Largest Java heap of an engine; weights are outside of it.
    @WithDefault("256m")
    String engineHeap();

    /// How long an engine may load before it is ended as failed.
    @WithDefault("PT5M")
    Duration loadAtMost();

    /// How long an engine that served may give no answer before it is ended as failed.
    @WithDefault("PT30S")
    Duration silentAtMost();

    /// How long an engine has to end by itself before it is killed.
    @WithDefault("PT4S")
    Duration grace();
}
