package dev.aquifer.billing.budget;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.budget.BudgetApi;
import dev.aquifer.billing.api.budget.BudgetScope;
import dev.aquifer.billing.api.budget.BudgetView;
import dev.aquifer.billing.api.budget.SaveBudget;
import dev.aquifer.billing.audit.Audit;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.ForOrganisation;
import dev.aquifer.billing.caller.OpenToKeys;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.platform.api.organisation.Role;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// See [BudgetApi].
@Authenticated
@OpenToKeys
@RunOnVirtualThread
class BudgetResource implements BudgetApi {

    private static final int MOST_BUDGETS = 100;

    private final Budgets budgets;
    private final BudgetDesk desk;
    private final Audit audit;
    private final Caller caller;
    private final Ids ids;
    private final InstantSource clock;

    BudgetResource(Budgets budgets, BudgetDesk desk, Audit audit, Caller caller, Ids ids, InstantSource clock) {
        this.budgets = budgets;
        this.desk = desk;
        this.audit = audit;
        this.caller = caller;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    @ForOrganisation
    public List<BudgetView> list() {
        return desk.views(caller.organisation());
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    public BudgetView create(SaveBudget request) {
        UUID organisation = caller.organisation();
        if (budgets.of(organisation).size() >= MOST_BUDGETS) {
            throw Problems.conflict("An organisation has at most " + MOST_BUDGETS + " budgets.");
        }
        Budget budget = budget(organisation, ids.next(), request);
        if (!budgets.add(budget)) {
            throw Problems.invalid("subject", "there is a budget for this already; change that one");
        }
        note("budget.set", budget);
        desk.tellPauses(organisation);
        return desk.view(organisation, budget.id()).orElseThrow();
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    public BudgetView change(UUID budget, SaveBudget request) {
        UUID organisation = caller.organisation();
        Budget before = budgets.find(organisation, budget).orElseThrow(() -> Problems.notFound("budget", budget));
        Budget after = budget(organisation, budget, request);
        if (after.scope() != before.scope() || !after.subject().equals(before.subject())) {
            throw Problems.invalid("scope", "scope and subject of a budget stay; set another budget");
        }
        budgets.save(after);
        note("budget.changed", after);
        desk.tellPauses(organisation);
        return desk.view(organisation, budget).orElseThrow();
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    public void remove(UUID budget) {
        UUID organisation = caller.organisation();
        Budget before = budgets.find(organisation, budget).orElseThrow(() -> Problems.notFound("budget", budget));
        budgets.remove(organisation, budget);
        note("budget.removed", before);
        desk.tellPauses(organisation);
    }

    private Budget budget(UUID organisation, UUID id, SaveBudget request) {
        if (!request.amount().isPositive()) {
            throw Problems.invalid("amount", "amount must be 0.01 or more");
        }
        String subject = request.subject() == null ? "" : request.subject().strip();
        if (request.scope() == BudgetScope.ORGANISATION ? !subject.isEmpty() : subject.isEmpty()) {
            throw Problems.invalid(
                    "subject",
                    subject.isEmpty()
                            ? "subject must be the label, or the id of the key or deployment"
                            : "subject is left out for the organisation");
        }
        if (request.scope() == BudgetScope.KEY || request.scope() == BudgetScope.DEPLOYMENT) {
            subject = id(subject).toString();
        }
        if (request.pause() && request.scope() != BudgetScope.ORGANISATION && request.scope() != BudgetScope.KEY) {
            throw Problems.invalid("pause", "only calls of the organisation or of a key can be paused");
        }
        return new Budget(
                organisation,
                id,
                request.scope(),
                subject,
                request.amount(),
                request.thresholds(),
                request.pause(),
                caller.name(),
                clock.instant());
    }

    private static UUID id(String subject) {
        try {
            return UUID.fromString(subject);
        } catch (IllegalArgumentException _) {
            throw Problems.invalid("subject", "subject must be the id (a UUID) of a key or deployment");
        }
    }

    private void note(String action, Budget budget) {
        audit.note(
                budget.organisation(),
                caller.person(),
                caller.name(),
                action,
                budget.id().toString(),
                budget.scope() + " " + budget.subject() + " " + budget.amount() + " CNY, thresholds "
                        + budget.thresholds() + (budget.pause() ? ", pauses calls" : ""));
    }
}
