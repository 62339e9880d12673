package dev.aquifer.billing.api.usage;

/// What can have a label.
public enum Labelled {
    KEY,
    DEPLOYMENT
}
