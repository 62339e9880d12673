package dev.aquifer.billing.charge;

import dev.aquifer.billing.Given;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.price.Unit;
import dev.aquifer.billing.subsidy.Accruals;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// Charges of a kind that bills know and no event states yet: storage. Posted as [ChargeDesk] posts what it has
/// rated: saved, booked, told to the subsidies and the standing in one transaction.
@ApplicationScoped
public class Unmetered {

    private final Given given;
    private final Charges charges;
    private final Ledger ledger;
    private final Accruals accruals;
    private final Tenancy tenancy;
    private final Event<ChargesPosted> posted;
    private final InstantSource clock;

    Unmetered(
            Given given,
            Charges charges,
            Ledger ledger,
            Accruals accruals,
            Tenancy tenancy,
            Event<ChargesPosted> posted,
            InstantSource clock) {
        this.given = given;
        this.charges = charges;
        this.ledger = ledger;
        this.accruals = accruals;
        this.tenancy = tenancy;
        this.posted = posted;
        this.clock = clock;
    }

    /// One GiB for a day, at this price; @return the charge
    public UUID storage(UUID organisation, Instant from, Money amount) {
        var day = ServiceTime.day(from);
        Charge blank = new Charge(
                organisation,
                given.id(),
                ChargeKind.STORAGE,
                day,
                ServiceTime.month(day),
                null,
                null,
                "",
                "models",
                null,
                false,
                "other",
                "other",
                null,
                BigDecimal.ZERO,
                amount.yuan(),
                "2026-01",
                null,
                BigDecimal.ZERO,
                ServiceTime.start(day),
                ServiceTime.start(day),
                Money.ZERO,
                Money.ZERO,
                Money.ZERO,
                null,
                0,
                clock.instant());
        Charge rated = blank.rated(Unit.GIB_DAY.per(), ServiceTime.start(day.plusDays(1)), clock.instant());
        QuarkusTransaction.requiringNew()
                .run(() -> tenancy.asOrganisation(organisation, () -> {
                    ledger.lock(organisation);
                    charges.save(List.of(rated));
                    ledger.post(List.of(ChargeDesk.posting(organisation, rated, rated.net())));
                    accruals.accrue(List.of(ChargeDesk.now(rated, Money.ZERO)));
                    posted.fire(new ChargesPosted(organisation, null));
                }));
        return rated.id();
    }
}
