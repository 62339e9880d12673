package dev.aquifer.platform.lease;

import dev.aquifer.platform.api.lease.Purpose;
import java.util.UUID;

/// @param organisation who holds the chips and pays for them
/// @param deploymentName as the organisation calls it, for the bill
/// @param free true where nobody is charged
public record LeaseRequest(
        UUID organisation,
        UUID pool,
        int chips,
        Purpose purpose,
        UUID deployment,
        String deploymentName,
        boolean free) {
    public LeaseRequest {
        if (chips < 1) {
            throw new IllegalArgumentException("a lease is of at least one chip");
        }
    }
}
