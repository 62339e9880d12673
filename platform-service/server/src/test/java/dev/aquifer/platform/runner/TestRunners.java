package dev.aquifer.platform.runner;

import io.quarkus.arc.Arc;

/// Runners as a server has them that was just started: over the same folder, and with nothing in memory.
public final class TestRunners {
    private TestRunners() {}

    public static Runner fresh() {
        return new LocalRunner(Arc.container().instance(RunnerConfig.class).get());
    }
}
