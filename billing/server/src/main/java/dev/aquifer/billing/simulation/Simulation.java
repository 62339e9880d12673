package dev.aquifer.billing.simulation;

import dev.aquifer.billing.api.simulation.SimulationResult;

/// A scenario in, every figure out. Pure: the same text gives the same result, and nothing is kept.
final class Simulation {
    private Simulation() {}

    static SimulationResult of(String scenario) throws Mistake {
        return of(scenario, Limits.COMMAND);
    }

    static SimulationResult of(String scenario, Limits limits) throws Mistake {
        return new Story(new ScenarioReader(limits).read(scenario), limits).play();
    }
}
