package dev.aquifer.billing.api.quarantine;

/// What became of a retry of many.
///
/// @param takenIn are facts now, or were already, @param refused were refused again, each with its new reason
/// @param left not tried yet: one call tries 5,000; call again
public record RetryOutcome(long takenIn, long refused, long left) {}
