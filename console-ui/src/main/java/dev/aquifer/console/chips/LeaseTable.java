package dev.aquifer.console.chips;

import static com.vaadin.flow.i18n.I18NProvider.translate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Tone;
import dev.aquifer.platform.api.lease.LeaseView;
import java.time.Duration;

/// Leases, newest first.
final class LeaseTable {
    private LeaseTable() {}

    /// @param chip name of its chip type
    record Named(LeaseView lease, String chip) {}

    static Table<Named> empty() {
        var formats = Formats.current();
        return new Table<Named>(translate("leases.own"))
                .column(translate("chip"), LeaseTable::chip)
                .column(translate("state"), LeaseTable::state)
                .number(
                        translate("leases.chips"),
                        each -> formats.count(each.lease().chips()))
                .text(
                        translate("leases.from"),
                        each -> formats.exact(each.lease().from()))
                .text(translate("leases.until"), each -> {
                    var until = each.lease().until();
                    return until == null ? Formats.NOTHING : formats.exact(until);
                })
                .number(translate("leases.length"), each -> {
                    var until = each.lease().until();
                    return until == null
                            ? Formats.NOTHING
                            : formats.duration(Duration.between(each.lease().from(), until));
                })
                .column(translate("leases.for"), LeaseTable::purpose);
    }

    private static Div chip(Named each) {
        var cell = Text.twoLines(
                Formats.current().chip(each.chip()),
                translate("purpose." + each.lease().purpose().name()));
        if (each.lease().simulated()) {
            cell.add(Badge.simulated());
        }
        return cell;
    }

    private static Component state(Named each) {
        return each.lease().until() == null
                ? new Status(translate("leases.running"), Tone.GOOD)
                : new Status(translate("leases.ended"), Tone.OFF);
    }

    private static Component purpose(Named each) {
        var deployment = each.lease().deployment();
        return deployment == null
                ? new Span(Formats.NOTHING)
                : Links.to("deployments/" + deployment, translate("leases.deployment"));
    }
}
