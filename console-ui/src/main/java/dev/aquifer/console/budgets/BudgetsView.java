package dev.aquifer.console.budgets;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.budget.BudgetScope;
import dev.aquifer.billing.api.budget.BudgetView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Icons;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Tone;
import dev.aquifer.console.usage.Names;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Will we overrun: each budget with what is spent, how the month may end, and what was told.
@Route("budgets")
@OpenTo(Audience.PAYERS)
public class BudgetsView extends Page {
    record Known(List<BudgetView> budgets, Names names) {}

    private final Calls calls;
    private final Billing billing;
    private final Platform platform;
    private final boolean may = Visit.current().applies();
    private final Loaded<Known> list;

    BudgetsView(Calls calls, Billing billing, Platform platform) {
        super("nav.budgets");
        this.calls = calls;
        this.billing = billing;
        this.platform = platform;
        list = new Loaded<>(calls, 4, () -> new Known(billing.budgets().list(), Names.ask(platform)), this::shown);
        var alerts = Links.button(getTranslation("budgets.alerts"), "notices");
        if (may) {
            var add = Buttons.primary(getTranslation("budgets.new"), click -> edit(null));
            add.setIcon(Icons.of(VaadinIcon.PLUS));
            add.setId("budget-new");
            heading(getTranslation("nav.budgets"), getTranslation("budgets.sub"), add, alerts);
        } else {
            heading(getTranslation("nav.budgets"), getTranslation("budgets.sub"), alerts);
        }
        add(new Card(list));
    }

    private void edit(@Nullable BudgetView budget) {
        new BudgetDialog(calls, billing, platform, budget, list::fetch).open();
    }

    private Component shown(Known known) {
        if (known.budgets().isEmpty()) {
            return new EmptyState(getTranslation("budgets.none"));
        }
        var formats = Formats.current();
        var table = new Table<BudgetView>(getTranslation("nav.budgets"))
                .column(
                        getTranslation("budgets.scope"),
                        budget -> Text.twoLines(
                                name(budget, known.names()), getTranslation("budget.scope." + budget.scope())))
                .column(getTranslation("state"), this::state)
                .numbers(
                        getTranslation("budgets.spent"),
                        budget -> Text.twoLines(
                                formats.money(budget.spent()),
                                getTranslation(
                                        "budgets.of", formats.money(budget.amount()), formats.percent(budget.used()))))
                .numbers(
                        getTranslation("budgets.forecast"),
                        budget -> Text.twoLines(
                                formats.money(budget.forecast().likely()),
                                getTranslation(
                                        "budgets.range",
                                        formats.money(budget.forecast().low()),
                                        formats.money(budget.forecast().high()))))
                .column(getTranslation("budgets.thresholds"), this::thresholds);
        if (may) {
            table.column(getTranslation("actions"), this::actions);
        }
        return new Div(table.rows(known.budgets()), Text.note(getTranslation("budgets.how")));
    }

    private static String name(BudgetView budget, Names names) {
        var subject = budget.subject();
        if (subject == null) {
            return Visit.current().organisation().map(own -> own.name()).orElse(Formats.NOTHING);
        }
        return switch (budget.scope()) {
            case KEY -> names.keys().getOrDefault(subject, subject);
            case DEPLOYMENT -> names.deployments().getOrDefault(subject, Formats.orNothing(budget.name()));
            case ORGANISATION, LABEL -> subject;
        };
    }

    private Component state(BudgetView budget) {
        return new Status(
                getTranslation("budget.state." + budget.state()),
                switch (budget.state()) {
                    case WITHIN -> Tone.GOOD;
                    case LIKELY_OVER, WARNED -> Tone.WARN;
                    case OVER, PAUSED -> Tone.BAD;
                });
    }

    private Component thresholds(BudgetView budget) {
        var all = budget.thresholds().stream()
                .map(threshold -> getTranslation(
                        budget.reached().contains(threshold) ? "budgets.told" : "budgets.threshold", threshold))
                .collect(Collectors.joining(" · "));
        return Text.twoLines(new Span(all), budget.pause() ? getTranslation("budgets.pauses") : "");
    }

    private Component actions(BudgetView budget) {
        var row = new Div(
                Buttons.quiet(getTranslation("budgets.change"), click -> edit(budget)),
                Buttons.quiet(
                        getTranslation("budgets.remove"),
                        click -> new Confirm(
                                        getTranslation("budgets.remove"),
                                        getTranslation("budgets.remove.text"),
                                        getTranslation("budgets.remove"),
                                        () -> calls.make(
                                                () -> {
                                                    billing.budgets().remove(budget.id());
                                                    return budget;
                                                },
                                                done -> list.fetch(),
                                                Notices::failed))
                                .open()));
        row.addClassName("aq-actions");
        return row;
    }

    /// Whether calls can be paused for what the budget is for.
    static boolean pausable(BudgetScope scope) {
        return scope == BudgetScope.ORGANISATION || scope == BudgetScope.KEY;
    }
}
