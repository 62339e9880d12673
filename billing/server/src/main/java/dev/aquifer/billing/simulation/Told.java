package dev.aquifer.billing.simulation;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.simulation.SimulationResult;
import dev.aquifer.billing.subsidy.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a step's result says, in the scenario's own names.
final class Told {
    private final Map<UUID, String> names;
    private final Map<String, Map<String, Money>> changes = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> reasons = new LinkedHashMap<>();
    private @Nullable Money net;
    private @Nullable Money total;
    private @Nullable Map<String, SimulationResult.Settled> organisations;
    private @Nullable Money reversed;
    private @Nullable Money receivable;

    Told(Map<UUID, String> names) {
        this.names = names;
    }

    Told with(Outcome outcome) {
        for (var movement : outcome.movements()) {
            changes.computeIfAbsent(name(movement.charge()), _ -> new LinkedHashMap<>())
                    .merge(name(movement.programme()), movement.amount(), Money::plus);
        }
        changes.values().forEach(ofCharge -> ofCharge.values().removeIf(Money::isZero));
        changes.values().removeIf(Map::isEmpty);
        outcome.reasons()
                .forEach((charge, ofCharge) -> ofCharge.forEach(
                        (programme, reason) -> reasons.computeIfAbsent(name(charge), _ -> new LinkedHashMap<>())
                                .put(name(programme), reason.name())));
        return this;
    }

    Told net(Money of) {
        net = of;
        return this;
    }

    Told total(Money of) {
        total = of;
        return this;
    }

    Told organisations(Map<String, SimulationResult.Settled> of) {
        organisations = of;
        return this;
    }

    Told clawedBack(Money unpaid, Money paid) {
        reversed = unpaid;
        receivable = paid;
        return this;
    }

    SimulationResult.Step step() {
        return new SimulationResult.Step(changes, net, reasons, total, organisations, reversed, receivable);
    }

    private String name(UUID id) {
        return Objects.requireNonNull(names.get(id));
    }
}
