package dev.aquifer.console.home;

import com.vaadin.flow.component.Component;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.deployments.DeploymentTable;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.platform.api.deployment.DeploymentView;
import java.util.List;

/// What runs, on the first page.
class DeploymentsInBrief extends Card {
    private final Loaded<List<DeploymentView>> list;

    DeploymentsInBrief(String title, Calls calls, Platform platform) {
        super(title);
        list = new Loaded<>(calls, 3, () -> platform.deployments().list(null, 5).items(), this::show);
        add(list);
    }

    void fetch() {
        list.fetch();
    }

    private Component show(List<DeploymentView> deployments) {
        return deployments.isEmpty()
                ? new EmptyState(
                        getTranslation("deployments.none"), Links.button(getTranslation("deploy"), "deployments/new"))
                : new DeploymentTable(deployments);
    }
}
