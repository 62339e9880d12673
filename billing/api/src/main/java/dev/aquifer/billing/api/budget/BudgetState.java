package dev.aquifer.billing.api.budget;

/// WITHIN; LIKELY_OVER: the forecast exceeds it; WARNED: a threshold was reached; OVER; PAUSED: over, and calls are
/// refused until it is raised or the month ends.
public enum BudgetState {
    WITHIN,
    LIKELY_OVER,
    WARNED,
    OVER,
    PAUSED
}
