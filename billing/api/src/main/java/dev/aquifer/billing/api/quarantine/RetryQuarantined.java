package dev.aquifer.billing.api.quarantine;

import jakarta.validation.constraints.NotNull;

/// @param code retries what is open for this reason
public record RetryQuarantined(@NotNull QuarantineReason code) {}
