package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.ApplicationRow;
import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.Ask;
import dev.aquifer.billing.api.subsidy.AssessmentApi;
import dev.aquifer.billing.api.subsidy.BudgetView;
import dev.aquifer.billing.api.subsidy.Decide;
import dev.aquifer.billing.api.subsidy.Reasons;
import dev.aquifer.billing.api.subsidy.SaveCheck;
import dev.aquifer.billing.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The assessor's side over HTTP. Operators have no part in it.
@RolesAllowed("assessor")
@RunOnVirtualThread
class AssessmentResource implements AssessmentApi {
    private final AssessmentDesk desk;
    private final DecisionDesk decisions;
    private final Decisions exports;
    private final BudgetDesk budgets;

    AssessmentResource(AssessmentDesk desk, DecisionDesk decisions, Decisions exports, BudgetDesk budgets) {
        this.desk = desk;
        this.decisions = decisions;
        this.exports = exports;
        this.budgets = budgets;
    }

    @Override
    public List<ApplicationRow> queue(
            @Nullable ApplicationState state, @Nullable UUID programme, @Nullable String search) {
        return desk.queue(state, programme, search);
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
    public ApplicationView review(UUID application) {
        return desk.review(application);
    }

    @Override
    public ApplicationView ask(UUID application, Ask question) {
        return desk.ask(application, question.text());
    }

    @Override
    public ApplicationView check(UUID application, SaveCheck check) {
        return desk.check(application, check);
    }

    @Override
    @Idempotent
    public ApplicationView decide(UUID application, Decide decision) {
        return decisions.decide(application, decision);
    }

    @Override
    @Idempotent
    public ApplicationView confirm(UUID application, UUID proposal) {
        return decisions.confirm(application, proposal);
    }

    @Override
    public ApplicationView turnDown(UUID application, UUID proposal, Reasons reasons) {
        return decisions.turnDown(application, proposal, reasons.reasons());
    }

    @Override
    public String decisions() {
        return exports.csv();
    }

    @Override
    public List<BudgetView> budgets() {
        return budgets.budgets();
    }
}
