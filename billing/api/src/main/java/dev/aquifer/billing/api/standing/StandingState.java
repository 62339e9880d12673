package dev.aquifer.billing.api.standing;

/// OK; LOW: a fifth or less is left; RESTRICTED: what is left is held back for the next hour of running leases, so
/// nothing new starts; SUSPENDED: used up. In the last two new requests and deployments are refused, and running ones
/// finish.
public enum StandingState {
    OK,
    LOW,
    RESTRICTED,
    SUSPENDED
}
