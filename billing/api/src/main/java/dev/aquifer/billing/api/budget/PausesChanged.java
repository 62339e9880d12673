package dev.aquifer.billing.api.budget;

import java.util.List;
import java.util.UUID;

/// Fact on `pauses.v1`, type `dev.aquifer.pauses.changed.v1`: whose calls the organisation's budgets pause now.
///
/// @param all whether all calls of the organisation are paused
/// @param keys the keys whose calls are paused
public record PausesChanged(UUID organisation, boolean all, List<UUID> keys) {
    public static final String TYPE = "dev.aquifer.pauses.changed.v1";

    public PausesChanged {
        keys = List.copyOf(keys);
    }

    public boolean covers(UUID key) {
        return all || keys.contains(key);
    }
}
