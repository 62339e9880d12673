package dev.aquifer.console.deployments;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.html.NativeLabel;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import dev.aquifer.billing.api.price.ChipEstimate;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.models.FitCell;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The pools to choose from, as one group of radio buttons in a table: whether the model runs there and why not, and
/// the price before and after the subsidy.
class PoolChoice extends Div {
    private final Formats formats = Formats.current();
    private final Consumer<Offer> chosen;
    private final List<NativeTableRow> rows = new ArrayList<>();
    private final List<Input> radios = new ArrayList<>();

    PoolChoice(List<Offer> offers, Consumer<Offer> chosen) {
        this.chosen = chosen;
        getElement().setAttribute("role", "radiogroup");
        getElement().setAttribute("aria-label", getTranslation("deploy.step2"));
        var table = new Table<Offer>(getTranslation("deploy.step2"))
                .column(getTranslation("chip"), this::radio)
                .column(getTranslation("models.runs"), offer -> FitCell.of(offer.fit()))
                .text(
                        getTranslation("engine"),
                        offer -> Formats.orNothing(offer.fit().engine()))
                .number(
                        getTranslation("pools.free"),
                        offer -> formats.count(offer.pool().free()) + " / "
                                + formats.count(offer.pool().capacity()))
                .numbers(getTranslation("deploy.before"), offer -> before(offer.price()))
                .numbers(getTranslation("deploy.after"), offer -> after(offer.price()));
        for (var offer : offers) {
            var row = table.row(offer);
            rows.add(row);
            if (!offer.fit().fits()) {
                row.addClassName("dim");
            }
        }
        add(table);
        for (var i = 0; i < offers.size(); i++) {
            if (offers.get(i).fit().fits()) {
                radios.get(i).getElement().setProperty("checked", true);
                choose(i, offers.get(i));
                break;
            }
        }
    }

    private Component radio(Offer offer) {
        var index = radios.size();
        var radio = new Input();
        radio.setType("radio");
        radio.getElement().setAttribute("name", "pool");
        radio.setId("pool-" + offer.pool().chipType());
        radio.getElement().setEnabled(offer.fit().fits());
        radio.getElement().setAttribute("disabled", !offer.fit().fits());
        radio.getElement().addEventListener("change", event -> choose(index, offer));
        radios.add(radio);
        var words = Text.twoLines(
                formats.chip(offer.pool().chipName()),
                formats.name(offer.pool().name(), offer.pool().nameZh()));
        if (offer.pool().simulated()) {
            words.add(Badge.simulated());
        }
        var label = new NativeLabel();
        label.add(radio, words);
        label.addClassName("aq-radio");
        return label;
    }

    private void choose(int index, Offer offer) {
        for (var i = 0; i < rows.size(); i++) {
            rows.get(i).setClassName("chosen", i == index);
        }
        chosen.accept(offer);
    }

    private Component before(@Nullable ChipEstimate price) {
        var list = price == null ? null : price.list();
        return new Span(list == null ? Formats.NOTHING : formats.price(list));
    }

    private Component after(@Nullable ChipEstimate price) {
        var payable = price == null ? null : price.payable();
        if (price == null || payable == null) {
            return Text.twoLines(Formats.NOTHING, getTranslation("deploy.noPrice"));
        }
        var programme = price.programme();
        if (price.ratio().signum() > 0) {
            return Text.twoLines(
                    formats.price(payable),
                    getTranslation("deploy.subsidised", formats.percent(price.ratio()), Formats.orNothing(programme)));
        }
        return price.possibleRatio().signum() > 0
                ? Text.twoLines(
                        formats.price(payable),
                        getTranslation("deploy.possible", formats.percent(price.possibleRatio())))
                : Text.twoLines(formats.price(payable), getTranslation("deploy.noSubsidy"));
    }
}
