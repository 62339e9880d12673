package dev.aquifer.billing.api.subsidy;

/// Where a claim stands: open (its lines still come), frozen, submitted to the programme, then settled.
public enum ClaimState {
    OPEN,
    FROZEN,
    SUBMITTED,
    PAID,
    PART_PAID,
    REJECTED
}
