package dev.aquifer.billing.api;

/// Names of the Kafka topics that billing writes. All are compacted.
public final class Topics {
    /// Key: `prices`. The price book in force.
    public static final String PRICES = "prices.v1";
    /// Key: the organisation. Whether it may go on, and its subsidy.
    public static final String STANDING = "standing.v1";

    /// Key: the organisation. Whose calls its budgets pause.
    public static final String PAUSES = "pauses.v1";

    private Topics() {}
}
