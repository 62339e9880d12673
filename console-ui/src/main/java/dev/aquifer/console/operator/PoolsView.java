package dev.aquifer.console.operator;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.Route;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Refresh;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.platform.api.pool.PoolView;
import java.time.Duration;
import java.util.List;

/// Chips by cluster: leased and free.
@Route("operator/pools")
@OpenTo(Audience.OPERATORS)
public class PoolsView extends Page {
    PoolsView(Calls calls, Platform platform) {
        super("nav.operator.pools");
        heading(getTranslation("nav.operator.pools"), getTranslation("work.operator.pools"));
        var pools = new Loaded<>(calls, 6, platform.pools()::list, this::show);
        add(new Card(pools), new Refresh(Duration.ofSeconds(5), pools::fetch));
    }

    private Component show(List<PoolView> pools) {
        var formats = Formats.current();
        return new Table<PoolView>(getTranslation("nav.operator.pools"))
                .column(getTranslation("pools.pool"), pool -> {
                    var cell = Text.twoLines(formats.name(pool.name(), pool.nameZh()), formats.cluster(pool.cluster()));
                    if (pool.simulated()) {
                        cell.add(Badge.simulated());
                    }
                    return cell;
                })
                .text(getTranslation("chip"), pool -> formats.chip(pool.chipName()))
                .number(getTranslation("pools.capacity"), pool -> formats.count(pool.capacity()))
                .number(getTranslation("pools.leased"), pool -> formats.count(pool.capacity() - pool.free()))
                .number(getTranslation("pools.free"), pool -> formats.count(pool.free()))
                .rows(pools);
    }
}
