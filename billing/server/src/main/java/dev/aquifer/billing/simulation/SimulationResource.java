package dev.aquifer.billing.simulation;

import dev.aquifer.billing.api.simulation.SimulationApi;
import dev.aquifer.billing.api.simulation.SimulationResult;
import dev.aquifer.billing.api.simulation.SimulationSample;
import dev.aquifer.billing.caller.OpenToKeys;
import dev.aquifer.billing.problem.Problems;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.List;

/// Simulations over HTTP: for whoever is signed in, since nobody's data is in them.
@Authenticated
@OpenToKeys
@RunOnVirtualThread
class SimulationResource implements SimulationApi {
    private final SimulationThread thread;

    SimulationResource(SimulationThread thread) {
        this.thread = thread;
    }

    @Override
    public SimulationResult simulate(String scenario) {
        try {
            return thread.play(scenario);
        } catch (Mistake mistake) {
            throw Problems.invalid(mistake.path(), mistake.said());
        }
    }

    @Override
    public List<SimulationSample> samples() {
        return Samples.list();
    }

    @Override
    public String sample(String id) {
        return Samples.find(id).orElseThrow(() -> Problems.notFound("sample", id));
    }
}
