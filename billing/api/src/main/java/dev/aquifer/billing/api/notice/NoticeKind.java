package dev.aquifer.billing.api.notice;

/// What is told. Parameters of each:
///
/// BUDGET_THRESHOLD scope, subject, name, threshold, amount, spent, month, budget · BUDGET_PAUSED the same · STANDING
/// state, available, limit · CREDIT_THRESHOLD percent, available, limit · GRANT_DECIDED programme, title, titleZh,
/// decision, application · BILL_CLOSED month, payable, number, hash · CLAIM_SETTLED programme, title, titleZh, state,
/// amount, claim · ANOMALY kind, subject, name, day, cost, usual, high · ADDRESS_ADDED address, by · TEST none.
public enum NoticeKind {
    BUDGET_THRESHOLD,
    BUDGET_PAUSED,
    STANDING,
    CREDIT_THRESHOLD,
    GRANT_DECIDED,
    BILL_CLOSED,
    CLAIM_SETTLED,
    ANOMALY,
    ADDRESS_ADDED,
    TEST
}
