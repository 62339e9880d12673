package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// A charge as it stands now, whole: what [Accruals#accrue] is told whenever a charge is posted or has changed.
///
/// @param kind `lease` or `tokens`, @param purpose `inference` or `training`, @param chipOrigin `CN` or `other`
/// @param from, @param until service interval, half open; it lies within one service month
/// @param net of the charge, all of it, not the difference to the last time
/// @param month the bill that the posting goes to: the open one, also where the service was earlier
public record ChargeNow(
        UUID charge,
        UUID organisation,
        String kind,
        String purpose,
        String chipOrigin,
        Instant from,
        Instant until,
        Money net,
        YearMonth month) {
    public ChargeNow {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("charge %s ends %s before it starts %s".formatted(charge, until, from));
        }
        // The database keeps microseconds; a later recalculation from there has to find the same shares.
        from = from.truncatedTo(ChronoUnit.MICROS);
        until = until.truncatedTo(ChronoUnit.MICROS);
    }

    /// The same charge with another net.
    public ChargeNow with(Money otherNet) {
        return new ChargeNow(charge, organisation, kind, purpose, chipOrigin, from, until, otherNet, month);
    }

    boolean domestic() {
        return chipOrigin.equals("CN");
    }
}
