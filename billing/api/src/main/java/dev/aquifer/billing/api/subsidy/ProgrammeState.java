package dev.aquifer.billing.api.subsidy;

/// A version of a programme: drafted, published (never changed from then on), closed for applications, put away.
public enum ProgrammeState {
    DRAFT,
    PUBLISHED,
    CLOSED,
    ARCHIVED
}
