package dev.aquifer.billing.charge;

import dev.aquifer.platform.api.usage.UsageRecorded;
import java.time.Instant;
import java.util.UUID;

/// A usage event that has just been stored for the first time.
///
/// @param id of the event, @param at its time
public record UsageFact(UUID id, Instant at, UsageRecorded usage) {}
