package dev.aquifer.billing.api.budget;

/// What a budget is for.
public enum BudgetScope {
    ORGANISATION,
    LABEL,
    KEY,
    DEPLOYMENT
}
