package dev.aquifer.platform.api.pool;

import java.util.UUID;

/// @param chipName the chip type's name with its maker, for screens
/// @param simulated true if the chips are not there: leases and prices are real, the engine runs on this machine's
///     CPU
/// @param capacity chips, @param free chips not leased now
public record PoolView(
        UUID id,
        String name,
        String nameZh,
        String cluster,
        String chipType,
        String chipName,
        String chipOrigin,
        boolean simulated,
        int capacity,
        int free) {}
