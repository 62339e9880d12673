package dev.aquifer.console.budgets;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.budget.BudgetScope;
import dev.aquifer.billing.api.budget.BudgetView;
import dev.aquifer.billing.api.budget.SaveBudget;
import dev.aquifer.billing.api.usage.LabelView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.usage.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Sets a budget or changes one. What it is for stays once it is set.
class BudgetDialog extends Dialog {
    private record Known(List<LabelView> labels, Names names) {}

    private final Calls calls;
    private final Billing billing;
    private final @Nullable BudgetView before;
    private final Runnable saved;
    private final Fields fields = new Fields();
    private final Select<BudgetScope> scope = fields.with("scope", new Select<BudgetScope>());
    private final ComboBox<String> subject =
            fields.with("subject", new ComboBox<String>(getTranslation("budgets.subject")));
    private final BigDecimalField amount = fields.with("amount", new BigDecimalField(getTranslation("budgets.amount")));
    private final TextField thresholds = fields.with("thresholds", new TextField(getTranslation("budgets.tell")));
    private final Checkbox pause = fields.with("pause", new Checkbox(getTranslation("budgets.pause")));
    private Map<String, String> keys = Map.of();
    private Map<String, String> deployments = Map.of();
    private Map<String, String> labels = Map.of();

    BudgetDialog(Calls calls, Billing billing, Platform platform, @Nullable BudgetView before, Runnable saved) {
        this.calls = calls;
        this.billing = billing;
        this.before = before;
        this.saved = saved;
        setHeaderTitle(getTranslation(before == null ? "budgets.new" : "budgets.change"));
        setWidth("30rem");
        setMaxWidth("100%");
        scope.setId("budget-scope");
        scope.setLabel(getTranslation("budgets.scope"));
        scope.setItems(BudgetScope.values());
        scope.setItemLabelGenerator(one -> getTranslation("budget.scope." + one));
        scope.addValueChangeListener(change -> fit());
        subject.setId("budget-subject");
        amount.setId("budget-amount");
        amount.setLocale(getLocale());
        amount.setHelperText(getTranslation("budgets.amount.help"));
        thresholds.setId("budget-thresholds");
        thresholds.setHelperText(getTranslation("budgets.tell.help"));
        pause.setId("budget-pause");
        pause.setHelperText(getTranslation("budgets.pause.help"));
        scope.setValue(before == null ? BudgetScope.ORGANISATION : before.scope());
        scope.setReadOnly(before != null);
        subject.setReadOnly(before != null);
        if (before == null) {
            thresholds.setValue("50, 80, 100");
        } else {
            amount.setValue(before.amount().yuan());
            thresholds.setValue(
                    before.thresholds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
            pause.setValue(before.pause());
        }
        add(fields);
        var save = Buttons.primary(getTranslation("budgets.save"), click -> save());
        save.setId("budget-save");
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), save);
        calls.make(() -> new Known(billing.usage().labels(), Names.ask(platform)), this::come, Notices::failed);
    }

    private void come(Known known) {
        keys = known.names().keys();
        deployments = known.names().deployments();
        var all = new LinkedHashMap<String, String>();
        known.labels().forEach(label -> all.put(label.label(), label.label()));
        labels = all;
        fit();
        Optional.ofNullable(before).map(BudgetView::subject).ifPresent(subject::setValue);
    }

    /// What can be chosen, by what the budget is for.
    private void fit() {
        var what = Optional.ofNullable(scope.getValue()).orElse(BudgetScope.ORGANISATION);
        var names = switch (what) {
            case ORGANISATION -> Map.<String, String>of();
            case LABEL -> labels;
            case KEY -> keys;
            case DEPLOYMENT -> deployments;
        };
        var items = new ArrayList<>(names.keySet());
        Optional.ofNullable(before)
                .map(BudgetView::subject)
                .filter(own -> !items.contains(own))
                .ifPresent(items::add);
        subject.setVisible(what != BudgetScope.ORGANISATION);
        subject.setItems(items);
        subject.setItemLabelGenerator(id -> names.getOrDefault(id, id));
        pause.setVisible(BudgetsView.pausable(what));
        if (!BudgetsView.pausable(what)) {
            pause.setValue(false);
        }
    }

    private void save() {
        fields.clear();
        var yuan = amount.getValue();
        if (yuan == null || yuan.stripTrailingZeros().scale() > 2) {
            fields.wrong("amount", "budgets.amount.wrong");
            return;
        }
        var percents = percents();
        if (percents.isEmpty()) {
            fields.wrong("thresholds", "budgets.tell.wrong");
            return;
        }
        var what = scope.getValue();
        var request = new SaveBudget(
                what,
                what == BudgetScope.ORGANISATION ? null : subject.getValue(),
                new Money(yuan),
                percents,
                pause.getValue());
        var changed = before;
        calls.make(
                () -> changed == null
                        ? billing.budgets().create(request)
                        : billing.budgets().change(changed.id(), request),
                done -> {
                    close();
                    saved.run();
                },
                fields::show);
    }

    /// Empty if it is not a list of whole percents.
    private List<Integer> percents() {
        var texts = Arrays.stream(thresholds.getValue().split("[,，、\\s%]+", -1))
                .filter(text -> !text.isBlank())
                .toList();
        return texts.stream().allMatch(text -> text.matches("\\d{1,3}"))
                ? texts.stream().map(Integer::valueOf).toList()
                : List.of();
    }
}
