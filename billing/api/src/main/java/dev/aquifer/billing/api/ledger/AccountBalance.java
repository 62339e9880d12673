package dev.aquifer.billing.api.ledger;

import dev.aquifer.billing.api.Money;

/// One line of a trial balance.
///
/// @param account e.g. `unbilled`, `revenue:lease`, @param balance debit − credit
public record AccountBalance(String account, Money debit, Money credit, Money balance) {}
