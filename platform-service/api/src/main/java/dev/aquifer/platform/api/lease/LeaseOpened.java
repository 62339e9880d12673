package dev.aquifer.platform.api.lease;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Fact on `leases.v1`: chips are held from `from` on. Billing charges it by the chip-second, up to its watermark
/// while it is open and up to `until` once it is closed.
///
/// @param deployment for which it was taken, @param deploymentName as the organisation calls it (for the bill)
/// @param chipOrigin `CN` or `other`
/// @param free true where nobody is charged: the operator's own shared deployments
public record LeaseOpened(
        UUID lease,
        UUID organisation,
        UUID pool,
        String chipType,
        String chipName,
        String chipOrigin,
        boolean simulated,
        int chips,
        Purpose purpose,
        @Nullable UUID deployment,
        @Nullable String deploymentName,
        boolean free,
        Instant from) {
    public static final String TYPE = "dev.aquifer.lease.opened.v1";
}
