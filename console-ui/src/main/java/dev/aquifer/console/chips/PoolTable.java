package dev.aquifer.console.chips;

import com.vaadin.flow.component.html.Div;
import dev.aquifer.billing.api.price.ChipEstimate;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pools, one per row.
class PoolTable extends Div {
    private final Formats formats = Formats.current();

    PoolTable(List<PricedPool> pools) {
        add(new Table<PricedPool>(getTranslation("chips.pools"))
                .column(getTranslation("chip"), this::chip)
                .text(
                        getTranslation("pools.cluster"),
                        each -> formats.cluster(each.pool().cluster()))
                .text(getTranslation("chips.origin"), each -> getTranslation("origin." + origin(each)))
                .number(
                        getTranslation("pools.free"),
                        each -> formats.count(each.pool().free()))
                .number(
                        getTranslation("pools.capacity"),
                        each -> formats.count(each.pool().capacity()))
                .number(getTranslation("deploy.before"), each -> before(each.price()))
                .number(getTranslation("deploy.after"), each -> after(each.price()))
                .rows(pools));
    }

    private static String origin(PricedPool each) {
        return each.pool().chipOrigin().equals("CN") ? "cn" : "other";
    }

    private Div chip(PricedPool each) {
        var cell = Text.twoLines(
                formats.chip(each.pool().chipName()),
                formats.name(each.pool().name(), each.pool().nameZh()));
        if (each.pool().simulated()) {
            cell.add(Badge.simulated());
        }
        return cell;
    }

    private String before(@Nullable ChipEstimate price) {
        var list = price == null ? null : price.list();
        return list == null ? Formats.NOTHING : formats.price(list);
    }

    private String after(@Nullable ChipEstimate price) {
        var payable = price == null ? null : price.payable();
        return payable == null ? Formats.NOTHING : formats.price(payable);
    }
}
