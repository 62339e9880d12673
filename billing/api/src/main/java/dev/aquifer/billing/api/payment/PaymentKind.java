package dev.aquifer.billing.api.payment;

/// TOP_UP: prepaid came in; TRANSFER: a bill was paid by bank; PREPAID: a bill was paid from prepaid; OVERPAID: what
/// a bill owed the tenant became prepaid; REFUND: unused prepaid went back; WRITE_OFF: the platform gave a bill's
/// debt up. The reversed ones take back a bank payment that was recorded wrongly, and what a bill got of it.
public enum PaymentKind {
    TOP_UP,
    TRANSFER,
    PREPAID,
    OVERPAID,
    REFUND,
    WRITE_OFF,
    TOP_UP_REVERSED,
    TRANSFER_REVERSED,
    PREPAID_REVERSED
}
