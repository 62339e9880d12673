package dev.aquifer.billing.api.invoice;

/// WANTED: asked for; ISSUED by the tax system; RED_LETTERED: issued and reversed in full since.
public enum InvoiceState {
    WANTED,
    ISSUED,
    RED_LETTERED
}
