package dev.aquifer.billing.simulation;

import dev.aquifer.billing.api.simulation.SimulationResult;

/// A scenario in, every figure out. Pure: the same text gives the same result, and nothing is kept.
final class Simulation {
    private Simulation() {}

    static SimulationResult of(String scenario) throws Mistake {
        return new Story(new ScenarioReader().read(scenario)).play();
    }
}
