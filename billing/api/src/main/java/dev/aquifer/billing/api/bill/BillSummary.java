package dev.aquifer.billing.api.bill;

import dev.aquifer.billing.api.Money;
import java.time.YearMonth;

public record BillSummary(YearMonth month, String state, Money net, Money vat, Money subsidy, Money payable) {}
