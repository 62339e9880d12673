package dev.aquifer.billing.budget;

import dev.aquifer.billing.api.Topics;
import dev.aquifer.billing.api.budget.BudgetScope;
import dev.aquifer.billing.api.budget.BudgetState;
import dev.aquifer.billing.api.budget.BudgetView;
import dev.aquifer.billing.api.budget.PausesChanged;
import dev.aquifer.billing.outbox.Outbox;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// Tells the gateway whose calls are paused, whenever that is another than what it was told last.
@ApplicationScoped
class Pauses {

    private final Sql sql;
    private final Outbox outbox;

    Pauses(Sql sql, Outbox outbox) {
        this.sql = sql;
        this.outbox = outbox;
    }

    /// @param views all budgets of the organisation, as they stand now
    void tell(UUID organisation, List<BudgetView> views) {
        List<BudgetView> paused = views.stream()
                .filter(view -> view.state() == BudgetState.PAUSED)
                .toList();
        PausesChanged now = new PausesChanged(
                organisation,
                paused.stream().anyMatch(view -> view.scope() == BudgetScope.ORGANISATION),
                paused.stream()
                        .filter(view -> view.scope() == BudgetScope.KEY)
                        .map(view -> UUID.fromString(Objects.requireNonNull(view.subject())))
                        .sorted()
                        .toList());
        String saying = now.all() + " " + now.keys();
        boolean nothing = !now.all() && now.keys().isEmpty();
        // One at a time: the row's lock keeps the outbox in the order of what was told.
        int news = sql.update(
                "insert into pause_told (organisation_id, told) select ?, ? where ? or exists"
                        + " (select from pause_told where organisation_id = ?)"
                        + " on conflict (organisation_id) do update set told = excluded.told"
                        + " where pause_told.told <> excluded.told",
                organisation,
                saying,
                !nothing,
                organisation);
        if (news == 1) {
            outbox.state(Topics.PAUSES, organisation.toString(), PausesChanged.TYPE, now);
        }
    }
}
