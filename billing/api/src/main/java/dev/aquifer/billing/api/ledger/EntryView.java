package dev.aquifer.billing.api.ledger;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One line of an account. Exactly one of debit and credit is not zero.
///
/// @param organisation whose book it is in; zeros: the platform's own
/// @param transaction that it is part of: pass it as `after` to read on
/// @param sequence place in the journal, @param charge that it belongs to; null if to none
public record EntryView(
        UUID organisation,
        UUID transaction,
        long sequence,
        Instant at,
        String cause,
        YearMonth month,
        @Nullable UUID charge,
        Money debit,
        Money credit) {}
