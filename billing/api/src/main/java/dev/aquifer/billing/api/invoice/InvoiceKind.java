package dev.aquifer.billing.api.invoice;

/// SPECIAL: 增值税专用发票; ORDINARY: 普通发票.
public enum InvoiceKind {
    SPECIAL,
    ORDINARY
}
