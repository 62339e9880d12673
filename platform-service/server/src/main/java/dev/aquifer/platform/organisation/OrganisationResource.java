package dev.aquifer.platform.organisation;

import dev.aquifer.platform.api.Page;
import dev.aquifer.platform.api.organisation.ChangeRole;
import dev.aquifer.platform.api.organisation.CreateOrganisation;
import dev.aquifer.platform.api.organisation.MemberView;
import dev.aquifer.platform.api.organisation.OrganisationApi;
import dev.aquifer.platform.api.organisation.OrganisationView;
import dev.aquifer.platform.api.organisation.Step;
import dev.aquifer.platform.api.organisation.StepView;
import dev.aquifer.platform.caller.Caller;
import dev.aquifer.platform.problem.Problems;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Authenticated
@RunOnVirtualThread
class OrganisationResource implements OrganisationApi {
    private final Caller caller;
    private final Membership membership;
    private final Steps steps;

    OrganisationResource(Caller caller, Membership membership, Steps steps) {
        this.caller = caller;
        this.membership = membership;
        this.steps = steps;
    }

    @Override
    public List<OrganisationView> mine() {
        return membership.mine();
    }

    @Override
    public OrganisationView create(CreateOrganisation request) {
        return membership.found(request);
    }

    @Override
    public List<MemberView> members() {
        caller.organisation();
        return membership.members();
    }

    @Override
    public MemberView changeRole(String person, ChangeRole request) {
        return membership.changeRole(person, request.role());
    }

    @Override
    public void remove(String person) {
        membership.remove(person);
    }

    @Override
    public List<StepView> steps() {
        caller.organisation();
        return steps.all();
    }

    @Override
    public StepView done(Step step) {
        caller.organisation();
        return switch (step) {
            case TRY_NOW, SEND_REQUEST, SEE_BILL -> steps.done(step);
            case MAKE_KEY, DEPLOY_MODEL ->
                throw Problems.validation("step", step + " is noted by the platform when it happens");
        };
    }

    @Override
    public Page<OrganisationView> all(@Nullable UUID after, int limit) {
        return membership.all(after, limit);
    }
}
