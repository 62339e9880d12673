package dev.aquifer.billing.api.subsidy;

/// Where a clawback stands: proposed by one assessor, confirmed or turned down by another, charged by the operator,
/// then repaid to the programme or written off.
public enum ClawbackState {
    PROPOSED,
    TURNED_DOWN,
    CONFIRMED,
    CHARGED,
    REPAID,
    WRITTEN_OFF
}
