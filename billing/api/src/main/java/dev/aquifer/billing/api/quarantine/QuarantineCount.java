package dev.aquifer.billing.api.quarantine;

/// How many facts are open for a reason.
public record QuarantineCount(QuarantineReason code, long open) {}
