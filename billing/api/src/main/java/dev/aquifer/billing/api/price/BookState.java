package dev.aquifer.billing.api.price;

/// DRAFT: may be changed, prices nothing. PUBLISHED: never changed; prices what happens between its `from` and
/// `until`. SUPERSEDED: published, and its time is over.
public enum BookState {
    DRAFT,
    PUBLISHED,
    SUPERSEDED
}
