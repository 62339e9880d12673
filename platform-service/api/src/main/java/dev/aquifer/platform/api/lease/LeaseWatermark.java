package dev.aquifer.platform.api.lease;

import java.time.Instant;
import java.util.UUID;

/// Fact on `leases.v1`: the lease was alive at `alive`; an open lease is charged up to here. Published every 5
/// seconds; a later one replaces an earlier one, so billing keeps the last alone.
public record LeaseWatermark(UUID lease, UUID organisation, Instant alive) {
    public static final String TYPE = "dev.aquifer.lease.watermark.v1";
}
