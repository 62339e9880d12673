package dev.aquifer.console.whatif;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.simulation.SimulationResult;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The figures of a simulation as tables: the bills, what each step did to which charge and why, what stands in the
/// end.
class Figures extends Div {
    private final Formats formats = Formats.current();

    /// What a step did to a charge, or said about it.
    private record Effect(
            int step,
            String charge,
            String programme,
            @Nullable Money change,
            @Nullable String reason) {}

    /// What a settlement gave to an organisation.
    private record Settled(int step, String organisation, SimulationResult.Settled sum) {}

    private record Standing(String charge, String programme, Money accrued) {}

    Figures(SimulationResult result) {
        addClassName("aq-stack");
        add(new Card(getTranslation("nav.bills"), bills(result.bills())));
        add(new Card(getTranslation("whatIf.steps"), effects(result)));
        var settled = settled(result);
        if (!settled.isEmpty()) {
            add(new Card(getTranslation("whatIf.settled"), settlements(settled)));
        }
        add(new Card(getTranslation("whatIf.accruals"), accruals(result)));
        add(new Card(getTranslation("whatIf.used"), used(result.programmeUsed())));
    }

    private Component bills(List<SimulationResult.Bill> bills) {
        if (bills.isEmpty()) {
            return new EmptyState(getTranslation("whatIf.nothing"));
        }
        return new Table<SimulationResult.Bill>(getTranslation("nav.bills"))
                .text(getTranslation("bills.month"), bill -> formats.month(bill.month()))
                .text(getTranslation("whatIf.organisation"), SimulationResult.Bill::organisation)
                .number(getTranslation("bill.charges"), bill -> formats.money(bill.net()))
                .number(getTranslation("bill.vat"), bill -> formats.money(bill.tax()))
                .number(
                        getTranslation("bill.subsidy"),
                        bill -> formats.money(bill.subsidy().negated()))
                .number(getTranslation("bill.adjustments"), bill -> formats.money(bill.adjustments()))
                .number(getTranslation("bill.payable"), bill -> formats.money(bill.payable()))
                .rows(bills);
    }

    private Component effects(SimulationResult result) {
        var effects = new ArrayList<Effect>();
        for (int i = 0; i < result.steps().size(); i++) {
            var step = result.steps().get(i);
            for (var charge :
                    union(step.accrualChanges().keySet(), step.reasons().keySet())) {
                var changes = step.accrualChanges().getOrDefault(charge, Map.of());
                var reasons = step.reasons().getOrDefault(charge, Map.of());
                for (var programme : union(changes.keySet(), reasons.keySet())) {
                    effects.add(new Effect(i + 1, charge, programme, changes.get(programme), reasons.get(programme)));
                }
            }
        }
        if (effects.isEmpty()) {
            return new EmptyState(getTranslation("whatIf.nothing"));
        }
        return new Table<Effect>(getTranslation("whatIf.steps"))
                .text(getTranslation("whatIf.step"), effect -> formats.count(effect.step()))
                .text(getTranslation("whatIf.charge"), Effect::charge)
                .text(getTranslation("subsidies.programme"), Effect::programme)
                .number(
                        getTranslation("whatIf.change"),
                        effect -> effect.change() == null ? Formats.NOTHING : formats.money(effect.change()))
                .text(
                        getTranslation("whatIf.reason"),
                        effect -> effect.reason() == null
                                ? Formats.NOTHING
                                : getTranslation("bill.reason." + effect.reason()))
                .rows(effects);
    }

    private static List<Settled> settled(SimulationResult result) {
        var all = new ArrayList<Settled>();
        for (int i = 0; i < result.steps().size(); i++) {
            var organisations = result.steps().get(i).organisations();
            if (organisations != null) {
                for (var each : organisations.entrySet()) {
                    all.add(new Settled(i + 1, each.getKey(), each.getValue()));
                }
            }
        }
        return all;
    }

    private Component settlements(List<Settled> settled) {
        return new Table<Settled>(getTranslation("whatIf.settled"))
                .text(getTranslation("whatIf.step"), each -> formats.count(each.step()))
                .text(getTranslation("whatIf.organisation"), Settled::organisation)
                .number(
                        getTranslation("whatIf.claimed"),
                        each -> formats.money(each.sum().claimed()))
                .number(
                        getTranslation("whatIf.paid"),
                        each -> formats.money(each.sum().paid()))
                .number(
                        getTranslation("whatIf.shortfall"),
                        each -> formats.money(each.sum().shortfall()))
                .rows(settled);
    }

    private Component accruals(SimulationResult result) {
        var all = new ArrayList<Standing>();
        result.accruals()
                .forEach((charge, ofCharge) ->
                        ofCharge.forEach((programme, sum) -> all.add(new Standing(charge, programme, sum))));
        if (all.isEmpty()) {
            return new EmptyState(getTranslation("whatIf.nothing"));
        }
        return new Table<Standing>(getTranslation("whatIf.accruals"))
                .text(getTranslation("whatIf.charge"), Standing::charge)
                .text(getTranslation("subsidies.programme"), Standing::programme)
                .number(getTranslation("subsidies.accrued"), each -> formats.money(each.accrued()))
                .rows(all);
    }

    private Component used(Map<String, Money> used) {
        return new Table<Map.Entry<String, Money>>(getTranslation("whatIf.used"))
                .text(getTranslation("subsidies.programme"), Map.Entry::getKey)
                .number(getTranslation("whatIf.used"), each -> formats.money(each.getValue()))
                .rows(used.entrySet());
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        var all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
