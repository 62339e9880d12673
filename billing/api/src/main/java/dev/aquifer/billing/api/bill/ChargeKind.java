package dev.aquifer.billing.api.bill;

/// LEASE: chips by the second; TOKENS: a model's tokens.
public enum ChargeKind {
    LEASE,
    TOKENS
}
