package dev.aquifer.billing.api.bill;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/// @param state `OPEN` or `CLOSED`
/// @param number of the closed bill, @param closedAt when it was closed; both null while it is open
public record BillSummary(
        YearMonth month,
        String state,
        @Nullable String number,
        @Nullable Instant closedAt,
        Money net,
        Money vat,
        Money subsidy,
        Money adjustments,
        Money payable) {}
