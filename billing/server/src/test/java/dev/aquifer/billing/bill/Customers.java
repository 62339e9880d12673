package dev.aquifer.billing.bill;

import dev.aquifer.billing.Given;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.charge.ChargeDesk;
import dev.aquifer.billing.charge.LeaseFact;
import dev.aquifer.billing.charge.UsageFact;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.platform.api.lease.LeaseClosed;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.LeaseWatermark;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.api.usage.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Fixtures: organisations that use something at any time, charged at once and without Kafka.
@ApplicationScoped
class Customers {

    private final Given given;
    private final Organisations organisations;
    private final Tenancy tenancy;
    private final Ledger ledger;
    private final ChargeDesk charges;

    Customers(Given given, Organisations organisations, Tenancy tenancy, Ledger ledger, ChargeDesk charges) {
        this.given = given;
        this.organisations = organisations;
        this.tenancy = tenancy;
        this.ledger = ledger;
        this.charges = charges;
    }

    UUID organisation(String name) {
        UUID id = given.id();
        organisations.save(new OrganisationChanged(
                id, name, "s" + id, List.of(new OrganisationChanged.Member("ann", Role.OWNER))));
        return id;
    }

    void use(UUID organisation, Instant at, long tokens) {
        charge(organisation, List.of(usage(organisation, new UUID(5, 5), at, tokens)), List.of());
    }

    UsageFact usage(UUID organisation, UUID deployment, Instant at, long tokens) {
        return new UsageFact(given.id(), at, given.usage(organisation, deployment, at, new Tokens(tokens, 0, 0, 0, 0)));
    }

    void charge(UUID organisation, List<UsageFact> usage, List<LeaseFact> leases) {
        tenancy.asOrganisation(organisation, () -> {
            ledger.lock(organisation);
            ChargeDesk.Charging charging = charges.charge(organisation, usage, leases);
            charges.save(charging.portions());
            charges.accrue(charging);
        });
    }

    LeaseFact opened(LeaseOpened lease) {
        return new LeaseFact.Opened(given.id(), lease);
    }

    LeaseFact alive(LeaseOpened lease, Instant at) {
        return new LeaseFact.Watermark(given.id(), new LeaseWatermark(lease.lease(), lease.organisation(), at));
    }

    LeaseFact closed(LeaseOpened lease, Instant at) {
        return new LeaseFact.Closed(given.id(), new LeaseClosed(lease.lease(), lease.organisation(), at));
    }
}
