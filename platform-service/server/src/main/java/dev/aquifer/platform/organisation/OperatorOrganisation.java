package dev.aquifer.platform.organisation;

import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.audit.Audit;
import dev.aquifer.platform.caller.Tenancy;
import dev.aquifer.platform.clock.Ids;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.UUID;

/// The operator's own organisation, there from the first start on. It owns the shared deployments; whoever has the
/// realm's role `operator` belongs to it from the first sign-in on, for as long as the role lasts.
@ApplicationScoped
public class OperatorOrganisation {
    public static final UUID ID = UUID.fromString("00000000-0000-7000-8000-000000000001");

    private final Tenancy tenancy;
    private final Organisations organisations;
    private final Members members;
    private final OrganisationFacts facts;
    private final Audit audit;
    private final InstantSource clock;
    private final Ids ids;

    OperatorOrganisation(
            Tenancy tenancy,
            Organisations organisations,
            Members members,
            OrganisationFacts facts,
            Audit audit,
            InstantSource clock,
            Ids ids) {
        this.tenancy = tenancy;
        this.organisations = organisations;
        this.members = members;
        this.facts = facts;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    void seed(@Observes @Priority(100) StartupEvent start) {
        tenancy.asOrganisation(ID, () -> {
            // Two servers may start at once: whoever takes the name seeds.
            if (organisations.take("aquifer")) {
                organisations.persist(new Organisation(ID, "Aquifer", "aquifer", null, clock.instant()));
                facts.changed(ID);
            }
        });
    }

    void welcome(Member.Person operator) {
        tenancy.asOrganisation(ID, () -> {
            organisations.lock(ID);
            if (members.find(ID, operator.subject()).isEmpty()) {
                members.persist(new Member(ids.next(), ID, operator, Role.OWNER, clock.instant()));
                audit.note("member.added", operator.subject(), "as OWNER, by the realm's role operator");
                facts.changed(ID);
            }
        });
    }
}
