package dev.aquifer.console.models;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.platform.api.model.ChipFit;
import dev.aquifer.platform.api.pool.PoolView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The pools, and whether a model runs on them; if not, why.
class FitTable extends Div {
    FitTable(Calls calls, Platform platform, List<ChipFit> fits) {
        add(new Loaded<>(calls, 4, platform.pools()::list, pools -> show(pools, fits)));
    }

    private Component show(List<PoolView> pools, List<ChipFit> fits) {
        var formats = Formats.current();
        Map<UUID, PoolView> byId = new HashMap<>();
        pools.forEach(pool -> byId.put(pool.id(), pool));
        return new Table<ChipFit>(getTranslation("models.chips"))
                .column(getTranslation("chip"), fit -> chip(fit, byId))
                .column(getTranslation("models.runs"), FitCell::of)
                .text(getTranslation("engine"), fit -> Formats.orNothing(fit.engine()))
                .number(getTranslation("models.chipMemory"), fit -> {
                    var bytes = fit.chipBytes();
                    return bytes == null ? Formats.NOTHING : formats.memory(bytes);
                })
                .number(getTranslation("pools.free"), fit -> formats.count(fit.free()))
                .rows(fits);
    }

    private static Div chip(ChipFit fit, Map<UUID, PoolView> pools) {
        var formats = Formats.current();
        var pool = pools.get(fit.pool());
        var cell = pool == null
                ? Text.twoLines(fit.chipType(), "")
                : Text.twoLines(formats.chip(pool.chipName()), formats.name(pool.name(), pool.nameZh()));
        if (fit.simulated()) {
            cell.add(Badge.simulated());
        }
        return cell;
    }
}
