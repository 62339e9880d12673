package dev.aquifer.console.assessor;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.aquifer.billing.api.subsidy.CapView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Tone;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.Visit;
import java.util.List;

/// What all programmes together may pay of a charge, with its dates. The city reads it; the operator sets the
/// next one.
class Caps extends Div {
    Caps(Calls calls, Billing billing) {
        addClassName("aq-stack");
        var caps = new Loaded<>(calls, 2, billing.programmes()::caps, this::caps);
        add(Text.note(getTranslation("caps.help")), caps);
        if (Visit.current().isOf(Audience.OPERATORS)) {
            var set = Buttons.plain(
                    getTranslation("caps.set"), click -> new CapDialog(calls, billing, caps::fetch).open());
            set.setId("cap-set");
            add(new Div(set));
        }
    }

    private Component caps(List<CapView> caps) {
        var formats = Formats.current();
        return new Table<CapView>(getTranslation("caps.title"))
                .text(getTranslation("caps.from"), cap -> formats.date(cap.from()))
                .number(getTranslation("caps.cap"), cap -> formats.percent(cap.cap()))
                .column(getTranslation("state"), this::state)
                .text(getTranslation("caps.by"), cap -> cap.setBy() == null ? Formats.NOTHING : cap.setBy())
                .text(getTranslation("decide.reasons"), cap -> cap.reasons() == null ? Formats.NOTHING : cap.reasons())
                .rows(caps);
    }

    private Component state(CapView cap) {
        return cap.inForce() ? new Status(getTranslation("caps.inForce"), Tone.GOOD) : Text.note(Formats.NOTHING);
    }
}
