package dev.aquifer.billing.api.ledger;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All accounts at one moment. Both sides are equal, always.
///
/// @param at what was booked before this instant is in it, @param month only bills up to this one; null: all
/// @param accounts by name
public record TrialBalance(
        Instant at, @Nullable YearMonth month, Money debit, Money credit, List<AccountBalance> accounts) {
    public TrialBalance {
        accounts = List.copyOf(accounts);
    }
}
