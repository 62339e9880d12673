package dev.aquifer.console.deployments;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Tone;
import dev.aquifer.platform.api.deployment.DeploymentState;
import dev.aquifer.platform.api.deployment.DeploymentView;
import java.util.List;

/// Deployments, one per row.
public class DeploymentTable extends Div {
    public DeploymentTable(List<DeploymentView> deployments) {
        var formats = Formats.current();
        add(new Table<DeploymentView>(getTranslation("nav.deployments"))
                .column(
                        getTranslation("name"),
                        each -> Text.twoLines(Links.to("deployments/" + each.id(), each.name()), each.modelName()))
                .column(
                        getTranslation("state"),
                        each -> Text.twoLines(
                                status(each.state()), getTranslation("since", formats.minute(each.since()))))
                .column(getTranslation("chip"), DeploymentTable::chip)
                .number(
                        getTranslation("replicas.ready"),
                        each -> formats.count(each.replicasReady()) + " / " + formats.count(each.replicasWanted()))
                .column(
                        getTranslation("actions"),
                        each -> Links.to("playground?deployment=" + each.id(), getTranslation("try")))
                .rows(deployments));
    }

    /// A deployment's state in word, colour and icon.
    public static Status status(DeploymentState state) {
        return new Status(I18NProvider.translate("deployment." + state.name()), tone(state));
    }

    /// A state that a deployment has left behind.
    static Status past(DeploymentState state) {
        var tone = state == DeploymentState.FAILED ? Tone.BAD : Tone.PAST;
        return new Status(I18NProvider.translate("deployment." + state.name()), tone);
    }

    static Tone tone(DeploymentState state) {
        return switch (state) {
            case WAITING_FOR_CHIPS, LOADING, STOPPING -> Tone.BUSY;
            case READY -> Tone.GOOD;
            case DEGRADED -> Tone.WARN;
            case STOPPED -> Tone.OFF;
            case FAILED -> Tone.BAD;
        };
    }

    private static Div chip(DeploymentView each) {
        var cell = Text.twoLines(Formats.current().chip(each.chipName()), each.engine());
        if (each.simulated()) {
            cell.add(Badge.simulated());
        }
        return cell;
    }
}
