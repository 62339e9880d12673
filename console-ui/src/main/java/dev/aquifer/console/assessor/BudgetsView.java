package dev.aquifer.console.assessor;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.BudgetView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import java.util.List;

/// How each programme's budget burns down, and when it will be gone at the pace of the last thirty days.
@Route("assess/budgets")
@OpenTo(Audience.ASSESSORS)
public class BudgetsView extends Page {
    BudgetsView(Calls calls, Billing billing) {
        super("nav.assess.budgets");
        heading(getTranslation("nav.assess.budgets"), getTranslation("burnDown.sub"));
        add(new Loaded<>(calls, 6, billing.assessments()::budgets, this::show));
    }

    private Component show(List<BudgetView> budgets) {
        if (budgets.isEmpty()) {
            return new EmptyState(getTranslation("programmes.none"));
        }
        var formats = Formats.current();
        var all = new Div();
        all.addClassName("aq-stack");
        for (var budget : budgets) {
            var title = formats.name(budget.title(), budget.titleZh());
            all.add(new Card(title + " · " + budget.code(), new BurnDown(budget, title)));
        }
        return all;
    }

    /// The part of the budget that is used, for the meter; 0 to 100.
    static int percent(Money used, Money budget) {
        return budget.isZero()
                ? 100
                : used.yuan()
                        .movePointRight(2)
                        .divide(budget.yuan(), 0, java.math.RoundingMode.DOWN)
                        .intValue();
    }
}
