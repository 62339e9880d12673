package dev.aquifer.console.client;

import dev.aquifer.platform.api.chip.ChipTypeView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The names of chip types, by id. Billing knows chips by their ids only; where the platform does not answer, or has
/// forgotten a type, the id stands.
public record ChipNames(Map<String, String> byId) {
    public ChipNames {
        byId = Map.copyOf(byId);
    }

    /// Asks the platform: not in the page's own thread.
    public static ChipNames ask(Platform platform) {
        var names = new HashMap<String, String>();
        for (var chip :
                Calls.<List<ChipTypeView>>ifReached(platform.chips()::list).orElse(List.of())) {
            names.put(chip.id(), chip.name());
        }
        return new ChipNames(names);
    }

    public String of(String chipType) {
        return byId.getOrDefault(chipType, chipType);
    }
}
