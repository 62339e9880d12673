package dev.aquifer.billing.subsidy;

import java.util.UUID;

/// A CDI event: a claim's lines are fixed. Fired inside a transaction after the one that fixed them, so that
/// packing the evidence holds up nobody who posts; until there is a package, freezing or submitting the claim
/// fires it again.
public record ClaimFrozen(UUID claim, String programmeCode, String period) {}
