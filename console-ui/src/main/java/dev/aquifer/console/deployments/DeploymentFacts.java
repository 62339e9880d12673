package dev.aquifer.console.deployments;

import static com.vaadin.flow.i18n.I18NProvider.translate;

import com.vaadin.flow.component.html.Div;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Badge;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.CopyButton;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Pairs;
import dev.aquifer.console.part.Text;
import dev.aquifer.platform.api.deployment.DeploymentView;

/// Where to call it, and what it stands on.
class DeploymentFacts extends Card {
    DeploymentFacts(DeploymentView deployment, String base) {
        super(translate("deployment.facts"));
        var formats = Formats.current();
        add(new Pairs()
                .with(translate("deployment.endpoint"), copied(base))
                .with(translate("deployment.model"), copied(deployment.name()))
                .with(translate("deploy.model"), Links.to("models/" + deployment.model(), deployment.modelName()))
                .with(translate("chip"), chip(deployment))
                .with(translate("engine"), deployment.engine())
                .with(
                        translate("models.context"),
                        formats.tokens(deployment.contextLength()).toString())
                .with(
                        translate("replicas.ready"),
                        formats.count(deployment.replicasReady()) + " / " + formats.count(deployment.replicasWanted()))
                .with(translate("created"), formats.time(deployment.createdAt())));
        if (deployment.demonstration()) {
            beside(Badge.demonstration());
        }
    }

    private static Div copied(String text) {
        var row = new Div(Text.code(text), new CopyButton(text, translate("copy")));
        row.addClassName("aq-row");
        return row;
    }

    private static Div chip(DeploymentView deployment) {
        var row = new Div(Formats.current().chip(deployment.chipName()));
        row.addClassName("aq-row");
        if (deployment.simulated()) {
            row.add(Badge.simulated());
        }
        return row;
    }
}
