package dev.aquifer.platform.api.model;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whether a model runs on the chips of a pool, and why not.
///
/// @param engine that would serve it; null if none does
/// @param reasons codes why it does not run, empty if it does: `NO_ENGINE`, `TOO_LITTLE_MEMORY`, `MEMORY_UNKNOWN`,
/// `NO_FREE_CHIP`
/// @param reason the same as one sentence in English with the numbers
public record ChipFit(
        UUID pool,
        String chipType,
        boolean simulated,
        boolean fits,
        @Nullable String engine,
        List<String> reasons,
        @Nullable String reason,
        long neededBytes,
        @Nullable Long chipBytes,
        int free) {
    public ChipFit {
        reasons = List.copyOf(reasons);
    }
}
