package dev.aquifer.billing.api.subsidy;

public enum ApplicationState {
    DRAFT,
    SUBMITTED,
    APPROVED,
    REFUSED,
    WITHDRAWN
}
