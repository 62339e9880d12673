package dev.aquifer.billing.subsidy;

import java.util.UUID;

/// A CDI event: a claim's lines are fixed. Fired inside the transaction that fixes them, so that its evidence package
/// is made from the same state of the books or not at all.
public record ClaimFrozen(UUID claim, String programmeCode, String period) {}
