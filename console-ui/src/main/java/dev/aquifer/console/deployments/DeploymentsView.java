package dev.aquifer.console.deployments;

import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Route;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Refresh;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import dev.aquifer.platform.api.deployment.DeploymentView;
import java.time.Duration;
import java.util.List;

/// What runs: the organisation's own deployments, and the shared ones that all may call.
@Route("deployments")
@OpenTo(Audience.BUILDERS)
public class DeploymentsView extends Page {
    DeploymentsView(Calls calls, Platform platform) {
        super("nav.deployments");
        if (Visit.current().builds()) {
            heading(
                    getTranslation("nav.deployments"),
                    getTranslation("deployments.sub"),
                    Links.primary(getTranslation("deploy"), "deployments/new", VaadinIcon.PLUS));
        } else {
            heading(getTranslation("nav.deployments"), getTranslation("deployments.sub"));
        }
        var own = new Loaded<List<DeploymentView>>(
                calls,
                4,
                () -> platform.deployments().list(null, 200).items(),
                found -> found.isEmpty()
                        ? new EmptyState(
                                getTranslation("deployments.none"),
                                Links.button(getTranslation("deploy"), "deployments/new"))
                        : new DeploymentTable(found));
        var shared = new Loaded<List<DeploymentView>>(calls, 2, platform.deployments()::shared, DeploymentTable::new);
        add(new Card(getTranslation("deployments.own"), own), new Card(getTranslation("deployments.shared"), shared));
        add(new Refresh(Duration.ofSeconds(3), () -> {
            own.fetch();
            shared.fetch();
        }));
    }
}
