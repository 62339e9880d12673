package dev.aquifer.billing.api.payment;

/// TOP_UP: prepaid came in; TRANSFER: a bill was paid by bank; PREPAID: a bill was paid from prepaid; OVERPAID: what
/// a bill owed the tenant became prepaid; REFUND: unused prepaid went back; WRITE_OFF: the platform gave a bill's
/// debt up.
public enum PaymentKind {
    TOP_UP,
    TRANSFER,
    PREPAID,
    OVERPAID,
    REFUND,
    WRITE_OFF
}
