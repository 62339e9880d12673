package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.money.ServiceTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.UUID;

/// The bill on which decisions, credit notes, settlements and clawbacks of now stand.
@ApplicationScoped
class OpenBill {
    private final InstantSource clock;

    OpenBill(InstantSource clock) {
        this.clock = clock;
    }

    YearMonth of(UUID organisation) {
        return ServiceTime.month(clock.instant());
    }
}
