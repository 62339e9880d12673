package dev.aquifer.console.deployments;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.client.ServerAddresses;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.ErrorState;
import dev.aquifer.console.part.Ids;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Refresh;
import dev.aquifer.console.part.Skeleton;
import dev.aquifer.console.playground.CodeTabs;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.platform.api.deployment.DeploymentView;
import dev.aquifer.platform.api.model.ModelKind;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One deployment, live: its state and how it came there, its replicas, its log, and how to call it.
@Route("deployments/:deployment")
@OpenTo(Audience.BUILDERS)
public class DeploymentPage extends Page implements BeforeEnterObserver {
    private final Calls calls;
    private final Platform platform;
    private final String base;
    private final Div body = new Div(new Skeleton(6));
    private @Nullable DeploymentView last;
    private @Nullable Component code;
    private @Nullable DeploymentLog log;

    DeploymentPage(Calls calls, Platform platform, ServerAddresses servers) {
        super("nav.deployments");
        this.calls = calls;
        this.platform = platform;
        base = servers.gateway() + "/v1";
        body.addClassName("aq-stack");
        add(body);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var id = Ids.of(event, "deployment");
        fetch(id);
        add(new Refresh(Duration.ofMillis(1500), () -> fetch(id)));
    }

    private void fetch(UUID id) {
        calls.make(() -> platform.deployments().get(id), this::show, problem -> {
            last = null;
            body.removeAll();
            body.add(new ErrorState(problem, () -> fetch(id)));
        });
    }

    private void show(DeploymentView deployment) {
        var before = last;
        last = deployment;
        if (deployment.equals(before)) {
            return;
        }
        if (before == null || before.state() != deployment.state()) {
            heading(
                    deployment.name(),
                    getTranslation(
                            "deployment.sub",
                            deployment.modelName(),
                            Formats.current().chip(deployment.chipName())),
                    new DeploymentActions(calls, platform, deployment, this::show).asArray());
        }
        var two = new Div(
                new Div(
                        new StateCard(deployment),
                        new Card(getTranslation("replicas"), new ReplicaTable(deployment.replicas())),
                        log(deployment)),
                new Div(new DeploymentFacts(deployment, base), code(deployment)));
        two.addClassName("aq-even");
        two.getChildren().forEach(each -> ((Div) each).addClassName("aq-stack"));
        body.removeAll();
        body.add(two);
    }

    /// Made once, so that what was opened or scrolled stays as it is.
    private Component log(DeploymentView deployment) {
        var present = log == null ? new DeploymentLog(calls, platform, deployment.id()) : log;
        log = present;
        return present;
    }

    private Component code(DeploymentView deployment) {
        var present = code;
        if (present == null) {
            present = deployment.kind() == ModelKind.CHAT
                    ? new Card(
                            getTranslation("deployment.call"),
                            CodeTabs.asking(base, deployment.name(), getTranslation("play.starter")))
                    : new Div();
            code = present;
        }
        return present;
    }
}
