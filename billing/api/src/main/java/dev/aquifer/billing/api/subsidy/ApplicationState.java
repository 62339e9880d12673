package dev.aquifer.billing.api.subsidy;

/// Where an application stands. Under review and evidence asked change places until it is decided.
public enum ApplicationState {
    DRAFT,
    SUBMITTED,
    UNDER_REVIEW,
    EVIDENCE_ASKED,
    APPROVED,
    REFUSED,
    WITHDRAWN
}
