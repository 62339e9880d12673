package dev.aquifer.billing.ledger;

import java.util.UUID;

/// A CDI event, fired inside the transaction that moved money other than by charging: a payment, a credit note, the
/// close of a month, a settlement. Prepaid is then applied to open bills, and the standing follows. The organisation
/// is locked and the transaction bound to it.
public record MoneyMoved(UUID organisation) {}
