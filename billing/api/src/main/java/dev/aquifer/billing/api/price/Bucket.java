package dev.aquifer.billing.api.price;

/// The token buckets that have prices of their own. They are disjoint.
public enum Bucket {
    INPUT,
    CACHE_READ,
    CACHE_WRITE,
    OUTPUT,
    REASONING
}
