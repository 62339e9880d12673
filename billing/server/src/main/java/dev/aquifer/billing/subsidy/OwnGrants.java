package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.subsidy.ClawbackState;
import dev.aquifer.billing.api.subsidy.GrantView;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.ForOrganisation;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.platform.api.organisation.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// The organisation's own grants: it reads them, and may object to a clawback before it is charged.
@ApplicationScoped
class OwnGrants {
    private final Caller caller;
    private final Ids ids;
    private final InstantSource clock;
    private final GrantViews views;
    private final Clawbacks clawbacks;
    private final Acts acts;

    OwnGrants(Caller caller, Ids ids, InstantSource clock, GrantViews views, Clawbacks clawbacks, Acts acts) {
        this.caller = caller;
        this.ids = ids;
        this.clock = clock;
        this.views = views;
        this.clawbacks = clawbacks;
        this.acts = acts;
    }

    @ForOrganisation
    List<GrantView> list() {
        return views.of(caller.organisation(), caller.person());
    }

    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    GrantView object(UUID clawback, String text) {
        var found = clawbacks.find(clawback).orElseThrow(() -> Problems.notFound("clawback", clawback));
        if (found.state() != ClawbackState.PROPOSED && found.state() != ClawbackState.CONFIRMED) {
            throw Problems.conflict("One can object until the clawback is charged; it is " + found.state() + ".");
        }
        clawbacks.object(
                caller.organisation(), ids.next(), clawback, text, caller.person(), caller.name(), clock.instant());
        acts.step(caller.organisation(), "clawback.objected", found.grant(), text);
        return views.one(found.grant(), caller.person()).orElseThrow(() -> Problems.notFound("grant", found.grant()));
    }
}
