package dev.aquifer.console.models;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Tone;
import dev.aquifer.platform.api.model.ChipFit;
import java.util.Set;

/// Whether a model runs on a pool's chips: yes, or no with each reason.
public final class FitCell {
    private static final Set<String> KNOWN = Set.of("NO_ENGINE", "TOO_LITTLE_MEMORY", "MEMORY_UNKNOWN", "NO_FREE_CHIP");

    private FitCell() {}

    public static Div of(ChipFit fit) {
        var cell = new Div();
        cell.addClassName("aq-cell2");
        if (fit.fits()) {
            cell.add(new Status(I18NProvider.translate("fit.yes"), Tone.GOOD));
            return cell;
        }
        cell.add(new Status(I18NProvider.translate("fit.no"), Tone.OFF));
        for (var code : fit.reasons()) {
            if (KNOWN.contains(code)) {
                cell.add(Text.note(I18NProvider.translate("fit." + code)));
            }
        }
        var reason = fit.reason();
        if (reason != null) {
            cell.add(Text.note(reason));
        }
        return cell;
    }
}
