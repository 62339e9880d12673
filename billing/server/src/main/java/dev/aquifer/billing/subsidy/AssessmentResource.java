package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.AssessmentApi;
import dev.aquifer.billing.api.subsidy.Decide;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.UUID;

/// The assessor's side over HTTP. Operators have no part in it.
@RolesAllowed("assessor")
@RunOnVirtualThread
class AssessmentResource implements AssessmentApi {
    private final AssessmentDesk desk;

    AssessmentResource(AssessmentDesk desk) {
        this.desk = desk;
    }

    @Override
    public List<ApplicationView> queue() {
        return desk.queue();
    }

    @Override
    public ApplicationView get(UUID application) {
        return desk.get(application);
    }

    @Override
    public byte[] evidence(UUID application, UUID evidence) {
        return desk.evidence(application, evidence);
    }

    @Override
    public ApplicationView decide(UUID application, Decide decision) {
        return desk.decide(application, decision);
    }
}
