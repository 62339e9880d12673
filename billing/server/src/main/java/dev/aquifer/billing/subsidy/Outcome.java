package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What one operation on a [Book] did.
///
/// @param movements in the order in which they were made, @param touched the lines whose shares were worked out anew
/// @param reasons by charge and programme, where this operation gave less than net × ratio
public record Outcome(List<Movement> movements, List<Line> touched, Map<UUID, Map<UUID, Reason>> reasons) {
    static final Outcome NOTHING = new Outcome(List.of(), List.of(), Map.of());

    public Outcome {
        movements = List.copyOf(movements);
        touched = List.copyOf(touched);
        reasons = Map.copyOf(reasons);
    }

    public Money sum(Movement.Kind... kinds) {
        var wanted = List.of(kinds);
        return movements.stream()
                .filter(movement -> wanted.contains(movement.kind()))
                .map(Movement::amount)
                .reduce(Money.ZERO, Money::plus);
    }
}
