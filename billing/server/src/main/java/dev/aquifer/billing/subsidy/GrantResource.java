package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.ApplicationRow;
import dev.aquifer.billing.api.subsidy.ClawbackView;
import dev.aquifer.billing.api.subsidy.GrantApi;
import dev.aquifer.billing.api.subsidy.GrantView;
import dev.aquifer.billing.api.subsidy.ProposeClawback;
import dev.aquifer.billing.api.subsidy.Reasons;
import dev.aquifer.billing.api.subsidy.Reassess;
import dev.aquifer.billing.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.UUID;

/// Grants and clawbacks over HTTP: the city's side, and what the operator has to do with them.
@RolesAllowed("assessor")
@RunOnVirtualThread
class GrantResource implements GrantApi {
    private final GrantLife life;
    private final ClawbackLife clawbacks;
    private final AssessmentDesk applications;

    GrantResource(GrantLife life, ClawbackLife clawbacks, AssessmentDesk applications) {
        this.life = life;
        this.clawbacks = clawbacks;
        this.applications = applications;
    }

    @Override
    public List<GrantView> grants() {
        return life.all();
    }

    @Override
    public GrantView grant(UUID grant) {
        return life.get(grant);
    }

    @Override
    @Idempotent
    public GrantView suspend(UUID grant, Reasons reasons) {
        return life.suspend(grant, reasons.reasons());
    }

    @Override
    @Idempotent
    public GrantView resume(UUID grant, Reasons reasons) {
        return life.resume(grant, reasons.reasons());
    }

    @Override
    @Idempotent
    public GrantView reassess(UUID grant, Reassess request) {
        return life.reassess(grant, request);
    }

    @Override
    @Idempotent
    public ClawbackView propose(UUID grant, ProposeClawback request) {
        return life.propose(grant, request);
    }

    @Override
    @Idempotent
    public ClawbackView confirm(UUID clawback) {
        return life.confirm(clawback);
    }

    @Override
    @Idempotent
    public ClawbackView turnDown(UUID clawback, Reasons reasons) {
        return life.turnDown(clawback, reasons.reasons());
    }

    @Override
    public List<ClawbackView> clawbacks() {
        return life.clawbacks();
    }

    @Override
    @RolesAllowed("operator")
    public List<ClawbackView> operatorsClawbacks() {
        return clawbacks.all();
    }

    @Override
    @RolesAllowed("operator")
    @Idempotent
    public ClawbackView charge(UUID clawback) {
        return clawbacks.charge(clawback);
    }

    @Override
    @RolesAllowed("operator")
    @Idempotent
    public ClawbackView repaid(UUID clawback, Reasons reference) {
        return clawbacks.repaid(clawback, reference.reasons());
    }

    @Override
    @RolesAllowed("operator")
    @Idempotent
    public ClawbackView writeOff(UUID clawback, Reasons reasons) {
        return clawbacks.writeOff(clawback, reasons.reasons());
    }

    @Override
    @RolesAllowed("operator")
    public List<ApplicationRow> operatorsApplications() {
        return applications.operators();
    }
}
