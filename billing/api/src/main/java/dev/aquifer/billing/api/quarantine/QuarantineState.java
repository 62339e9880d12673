package dev.aquifer.billing.api.quarantine;

/// What became of a fact that was put aside. The last two are final.
public enum QuarantineState {
    OPEN,
    TAKEN_IN,
    WRITTEN_OFF
}
