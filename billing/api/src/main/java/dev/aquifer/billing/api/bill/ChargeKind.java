package dev.aquifer.billing.api.bill;

/// LEASE: chips by the second; TOKENS: a model's tokens; STORAGE: what is kept, by the day; FEE: what is owed without
/// use (commitments not used, flat and one-time fees): taxed, never eligible for a subsidy.
public enum ChargeKind {
    LEASE,
    TOKENS,
    STORAGE,
    FEE
}
