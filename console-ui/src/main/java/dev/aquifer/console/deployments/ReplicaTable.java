package dev.aquifer.console.deployments;

import com.vaadin.flow.component.html.Div;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Tone;
import dev.aquifer.platform.api.deployment.ReplicaView;
import java.util.List;
import java.util.Map;

/// The running engines of a deployment, and those that ended lately.
class ReplicaTable extends Div {
    private static final Map<String, Tone> TONES = Map.of(
            "STARTING", Tone.BUSY, "READY", Tone.GOOD, "STOPPING", Tone.BUSY, "ENDED", Tone.OFF, "FAILED", Tone.BAD);

    ReplicaTable(List<ReplicaView> replicas) {
        if (replicas.isEmpty()) {
            add(Text.note(getTranslation("replicas.none")));
            return;
        }
        var formats = Formats.current();
        add(new Table<ReplicaView>(getTranslation("replicas"))
                .column(
                        getTranslation("replica"),
                        each -> Text.code(each.id().toString().substring(24)))
                .column(getTranslation("state"), this::state)
                .text(getTranslation("replicas.since"), each -> formats.exact(each.since()))
                .rows(replicas));
    }

    private Div state(ReplicaView each) {
        var tone = TONES.getOrDefault(each.state(), Tone.OFF);
        var word = TONES.containsKey(each.state()) ? getTranslation("replica." + each.state()) : each.state();
        var failure = each.failure();
        var cell = new Div(new Status(word, tone));
        cell.addClassName("aq-cell2");
        if (failure != null) {
            cell.add(Text.note(failure));
        }
        return cell;
    }
}
