package dev.aquifer.billing.api.standing;

/// OK; LOW: a fifth or less of the credit is left; SUSPENDED: used up, new requests and deployments are refused.
public enum StandingState {
    OK,
    LOW,
    SUSPENDED
}
