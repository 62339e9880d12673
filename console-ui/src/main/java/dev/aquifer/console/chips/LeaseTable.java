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

    static Table<LeaseView> empty() {
        var formats = Formats.current();
        return new Table<LeaseView>(translate("leases.own"))
                .column(translate("chip"), LeaseTable::chip)
                .column(translate("state"), LeaseTable::state)
                .number(translate("leases.chips"), each -> formats.count(each.chips()))
                .text(translate("leases.from"), each -> formats.exact(each.from()))
                .text(translate("leases.until"), each -> {
                    var until = each.until();
                    return until == null ? Formats.NOTHING : formats.exact(until);
                })
                .number(translate("leases.length"), each -> {
                    var until = each.until();
                    return until == null ? Formats.NOTHING : formats.duration(Duration.between(each.from(), until));
                })
                .column(translate("leases.for"), LeaseTable::purpose);
    }

    private static Div chip(LeaseView each) {
        var cell = Text.twoLines(
                Text.code(each.chipType()),
                translate("purpose." + each.purpose().name()));
        if (each.simulated()) {
            cell.add(Badge.simulated());
        }
        return cell;
    }

    private static Component state(LeaseView each) {
        return each.until() == null
                ? new Status(translate("leases.running"), Tone.GOOD)
                : new Status(translate("leases.ended"), Tone.OFF);
    }

    private static Component purpose(LeaseView each) {
        var deployment = each.deployment();
        return deployment == null
                ? new Span(Formats.NOTHING)
                : Links.to("deployments/" + deployment, translate("leases.deployment"));
    }
}
