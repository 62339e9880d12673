package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.Settle;
import dev.aquifer.billing.caller.Tenancy;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.UUID;

/// Fixtures: claims that are frozen, handed in and settled without anybody at a desk.
@ApplicationScoped
class Claims {
    private final Ids ids;
    private final InstantSource clock;
    private final Tenancy tenancy;
    private final ProgrammeClaims claims;
    private final Programmes programmes;
    private final ClaimDesk desk;
    private final Event<ClaimFrozen> frozen;

    Claims(
            Ids ids,
            InstantSource clock,
            Tenancy tenancy,
            ProgrammeClaims claims,
            Programmes programmes,
            ClaimDesk desk,
            Event<ClaimFrozen> frozen) {
        this.ids = ids;
        this.clock = clock;
        this.tenancy = tenancy;
        this.claims = claims;
        this.programmes = programmes;
        this.desk = desk;
        this.frozen = frozen;
    }

    UUID freeze(UUID programme) {
        var claim = ids.next();
        var period = claim.toString().substring(19);
        QuarkusTransaction.requiringNew()
                .run(() -> tenancy.asJobs(() -> {
                    claims.add(claim, programme, period, clock.instant());
                    claims.frozen(claim, desk.claim(claim, programme), clock.instant());
                    frozen.fire(new ClaimFrozen(
                            claim, programmes.get(programme).rules().code(), period));
                    return true;
                }));
        return claim;
    }

    void settle(UUID claim, Money paid) {
        QuarkusTransaction.requiringNew().run(() -> {
            tenancy.asJobs(() -> {
                claims.submitted(claim, clock.instant());
                return true;
            });
            var asked = desk.total(claim);
            desk.settle(claim, paid);
            tenancy.asAssessor(() -> {
                claims.settled(
                        claim,
                        ClaimLife.state(paid, asked),
                        new Settle(paid, "bank-17", LocalDate.of(2026, 11, 25), "as audited"),
                        clock.instant());
                return true;
            });
        });
    }
}
