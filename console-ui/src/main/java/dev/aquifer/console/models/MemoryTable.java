package dev.aquifer.console.models;

import com.vaadin.flow.component.html.Div;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.platform.api.model.MemoryPart;
import dev.aquifer.platform.api.model.ModelFit;
import java.util.Set;

/// What one replica needs, part by part, each with the arithmetic behind it.
class MemoryTable extends Div {
    private static final Set<String> KNOWN = Set.of("weights", "kv-cache", "compute", "overhead");

    MemoryTable(ModelFit fit) {
        var formats = Formats.current();
        var table = new Table<MemoryPart>(getTranslation("models.memory"))
                .column(
                        getTranslation("models.part"),
                        part -> Text.twoLines(
                                KNOWN.contains(part.name()) ? getTranslation("memory." + part.name()) : part.name(),
                                part.formula()))
                .number(getTranslation("models.needed"), part -> formats.memory(part.bytes()))
                .rows(fit.memory());
        table.row(new MemoryPart(getTranslation("models.sum"), fit.neededBytes(), ""));
        add(table);
    }
}
