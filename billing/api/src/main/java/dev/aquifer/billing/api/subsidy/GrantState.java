package dev.aquifer.billing.api.subsidy;

/// Where a grant stands. An expired one was active when its time ran out.
public enum GrantState {
    ACTIVE,
    SUSPENDED,
    EXPIRED,
    REVOKED
}
