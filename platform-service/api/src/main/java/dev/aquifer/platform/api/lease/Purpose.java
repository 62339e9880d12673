package dev.aquifer.platform.api.lease;

/// What leased chips are used for; subsidy programmes ask for it.
public enum Purpose {
    INFERENCE,
    TRAINING
}
