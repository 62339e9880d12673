package dev.aquifer.console.prices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.aquifer.billing.api.price.ChipComparison;
import dev.aquifer.billing.api.price.ChipComparison.OnChip;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.ChipNames;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.platform.api.model.ModelView;
import java.util.List;
import java.util.stream.Collectors;

/// A model's price per million output tokens on each chip, at the speed that was measured there.
class ComparisonCard extends Card {
    private final Calls calls;
    private final Billing billing;
    private final Platform platform;
    private final Formats formats = Formats.current();
    private final Div place = new Div();

    ComparisonCard(Calls calls, Billing billing, Platform platform) {
        super();
        this.calls = calls;
        this.billing = billing;
        this.platform = platform;
        var title = new H2(getTranslation("compare.title"));
        add(title, new Loaded<>(calls, 3, () -> platform.models().list(), this::choice), place);
        place.setId("comparison");
        place.addClassName("aq-below");
    }

    private Component choice(List<ModelView> models) {
        if (models.isEmpty()) {
            return new EmptyState(getTranslation("compare.noModels"));
        }
        var model = new Select<ModelView>();
        model.setLabel(getTranslation("prices.model"));
        model.setId("comparison-model");
        model.setItems(models);
        model.setItemLabelGenerator(ModelView::name);
        model.addValueChangeListener(change -> compare(change.getValue()));
        model.setValue(models.getFirst());
        var row = new Div(model, Text.paragraph(getTranslation("compare.text")));
        row.addClassName("aq-form");
        return row;
    }

    private void compare(ModelView model) {
        place.removeAll();
        place.add(new Loaded<>(calls, 6, () -> compared(model), this::show));
    }

    /// @param chips the names of the types
    private record Compared(ChipComparison comparison, ChipNames chips) {}

    private Compared compared(ModelView model) {
        return new Compared(billing.prices().comparison(model.slug()), ChipNames.ask(platform));
    }

    private Component show(Compared compared) {
        var comparison = compared.comparison();
        var chips = compared.chips();
        var measured =
                comparison.chips().stream().filter(row -> row.list() != null).toList();
        var all = new Div();
        all.addClassName("aq-stack");
        all.add(
                measured.isEmpty()
                        ? new EmptyState(getTranslation("compare.empty"))
                        : table(measured, chips, comparison.days()));
        if (measured.stream().anyMatch(OnChip::simulated)) {
            all.add(Text.paragraph(getTranslation("compare.simulated")));
        }
        var others = comparison.chips().stream()
                .filter(row -> row.list() == null)
                .map(row -> formats.chip(chips.of(row.chipType())))
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            all.add(Text.paragraph(getTranslation("compare.others", others)));
        }
        return all;
    }

    private Component table(List<OnChip> measured, ChipNames chips, int days) {
        return new Table<OnChip>(getTranslation("compare.title"))
                .column(getTranslation("chip"), row -> chip(row, chips))
                .number(
                        getTranslation("compare.perHour"),
                        row -> row.perChipHour() == null ? Formats.NOTHING : formats.price(row.perChipHour()))
                .numbers(getTranslation("compare.speed"), row -> speed(row, days))
                .number(
                        getTranslation("compare.before"),
                        row -> row.list() == null ? Formats.NOTHING : formats.price(row.list()))
                .numbers(getTranslation("deploy.after"), this::payable)
                .rows(measured);
    }

    private Component chip(OnChip row, ChipNames chips) {
        var name = new Span(formats.chip(chips.of(row.chipType())));
        if (row.chips() == 1 && !row.simulated()) {
            return name;
        }
        var cell = Text.twoLines(name, row.chips() == 1 ? "" : getTranslation("compare.chips", row.chips()));
        if (row.simulated()) {
            cell.add(Badge.simulated());
        }
        return cell;
    }

    private Component speed(OnChip row, int days) {
        return row.outputTokensPerSecond() == null
                ? Text.note(Formats.NOTHING)
                : Text.twoLines(
                        formats.number(row.outputTokensPerSecond()) + " tok/s",
                        getTranslation("compare.requests", formats.count(row.requests()), formats.count(days)));
    }

    private Component payable(OnChip row) {
        if (row.payable() == null) {
            return new Span(Formats.NOTHING);
        }
        return row.programme() == null
                ? new Span(formats.price(row.payable()))
                : Text.twoLines(
                        formats.price(row.payable()), "−" + formats.percent(row.ratio()) + " · " + row.programme());
    }
}
