package dev.aquifer.billing.standing;

import dev.aquifer.billing.api.standing.SetCreditLimit;
import dev.aquifer.billing.api.standing.StandingApi;
import dev.aquifer.billing.api.standing.StandingView;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.ForOrganisation;
import dev.aquifer.billing.caller.OpenToKeys;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.problem.Problems;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.UUID;

/// See [StandingApi].
@Authenticated
@OpenToKeys
@RunOnVirtualThread
class StandingResource implements StandingApi {

    private final Standings standings;
    private final StandingDesk desk;
    private final StandingSettings settings;
    private final Caller caller;
    private final Tenancy tenancy;

    StandingResource(
            Standings standings, StandingDesk desk, StandingSettings settings, Caller caller, Tenancy tenancy) {
        this.standings = standings;
        this.desk = desk;
        this.settings = settings;
        this.caller = caller;
        this.tenancy = tenancy;
    }

    @Override
    @ForOrganisation
    public StandingView own() {
        UUID organisation = caller.organisation();
        return standings
                .find(organisation)
                .orElseThrow(() -> Problems.notFound("organisation", organisation))
                .view(settings.lowShare());
    }

    @Override
    @RolesAllowed("operator")
    public List<StandingView> all() {
        return tenancy.asJobs(standings::all).stream()
                .map(standing -> standing.view(settings.lowShare()))
                .toList();
    }

    @Override
    @RolesAllowed("operator")
    public StandingView setCreditLimit(UUID organisation, SetCreditLimit request) {
        if (request.creditLimit().isNegative()) {
            throw Problems.invalid("creditLimit", "creditLimit must be 0.00 or more");
        }
        return desk.limit(organisation, request.creditLimit(), request.reason(), caller.person(), caller.name())
                .view(settings.lowShare());
    }
}
