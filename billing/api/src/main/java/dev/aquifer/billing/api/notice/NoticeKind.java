package dev.aquifer.billing.api.notice;

/// What is told. Parameters of each:
///
/// BUDGET_THRESHOLD scope, subject, name, threshold, amount, spent, month, budget · BUDGET_PAUSED the same · STANDING
/// state, available, limit · CREDIT_THRESHOLD percent, available, limit · GRANT_DECIDED programme, title, titleZh,
/// decision, application · BILL_CLOSED month, payable, number, hash · CLAIM_SETTLED programme, title, titleZh, state,
/// amount, claim · ANOMALY kind, subject, name, day, cost, usual, high · QUESTION_ASKED programme, title,
/// titleZh, application · GRANT_CHANGED programme, title, titleZh, change, grant · GRANT_REASSESSED the same, ratio,
/// from · CLAWBACK the same as GRANT_CHANGED, from · CLAWBACK_CHARGED the same, reversed, owed · CREDIT_NOTE amount,
/// month, reason, charge · REFUND_ANSWERED state, amount, answer · PAYMENT_MATCHED amount, reference · ADDRESS_ADDED
/// address, by · TEST none.
public enum NoticeKind {
    BUDGET_THRESHOLD,
    BUDGET_PAUSED,
    STANDING,
    CREDIT_THRESHOLD,
    GRANT_DECIDED,
    BILL_CLOSED,
    CLAIM_SETTLED,
    ANOMALY,
    QUESTION_ASKED,
    GRANT_CHANGED,
    GRANT_REASSESSED,
    CLAWBACK,
    CLAWBACK_CHARGED,
    CREDIT_NOTE,
    REFUND_ANSWERED,
    PAYMENT_MATCHED,
    ADDRESS_ADDED,
    TEST
}
