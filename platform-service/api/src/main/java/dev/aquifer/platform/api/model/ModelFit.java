package dev.aquifer.platform.api.model;

import java.util.List;

/// @param memory parts of the estimate; their sum is what one replica needs
public record ModelFit(ModelView model, List<MemoryPart> memory, long neededBytes, List<ChipFit> chips) {
    public ModelFit {
        memory = List.copyOf(memory);
        chips = List.copyOf(chips);
    }
}
