package dev.aquifer.billing.api.bill;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.util.UUID;

/// One side of a ledger transaction. Exactly one of debit and credit is not zero.
public record PostingView(UUID transaction, Instant at, String account, Money debit, Money credit, String cause) {}
