package dev.aquifer.platform.api.lease;

import java.time.Instant;
import java.util.UUID;

/// Fact on `leases.v1`: the lease ended at `until` (exclusive). After a crash that is its last sign of life.
public record LeaseClosed(UUID lease, UUID organisation, Instant until) {
    public static final String TYPE = "dev.aquifer.lease.closed.v1";
}
