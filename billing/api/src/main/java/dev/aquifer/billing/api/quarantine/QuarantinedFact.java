package dev.aquifer.billing.api.quarantine;

import java.time.Instant;
import java.util.UUID;

/// @param body as it came, cut to 4,000 characters
public record QuarantinedFact(
        UUID id, String topic, int partition, long offset, Instant at, String reason, String body) {}
