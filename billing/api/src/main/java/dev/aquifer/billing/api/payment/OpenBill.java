package dev.aquifer.billing.api.payment;

import dev.aquifer.billing.api.Money;
import java.time.YearMonth;

/// A closed bill that is not paid in full.
public record OpenBill(YearMonth month, Money outstanding) {}
