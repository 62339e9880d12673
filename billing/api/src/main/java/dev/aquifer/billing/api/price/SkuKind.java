package dev.aquifer.billing.api.price;

/// What a price is for, and in which unit.
///
/// LEASE: chips, by the chip-hour. TRAINING: the same for training jobs; where a book has none, LEASE counts.
/// TOKENS: a model's token bucket, by the million. STORAGE: what is kept, by the GiB-day.
/// FEE: something that is owed without use.
public enum SkuKind {
    LEASE,
    TRAINING,
    TOKENS,
    STORAGE,
    FEE
}
