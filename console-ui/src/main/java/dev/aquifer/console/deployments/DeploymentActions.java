package dev.aquifer.console.deployments;

import static com.vaadin.flow.i18n.I18NProvider.translate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.visit.Visit;
import dev.aquifer.platform.api.deployment.DeploymentState;
import dev.aquifer.platform.api.deployment.DeploymentView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What can be done with a deployment in its present state.
class DeploymentActions {
    private final Calls calls;
    private final Platform platform;
    private final DeploymentView deployment;
    private final Consumer<DeploymentView> changed;

    DeploymentActions(Calls calls, Platform platform, DeploymentView deployment, Consumer<DeploymentView> changed) {
        this.calls = calls;
        this.platform = platform;
        this.deployment = deployment;
        this.changed = changed;
    }

    Component[] asArray() {
        List<Component> actions = new ArrayList<>();
        if (deployment.state() == DeploymentState.READY || deployment.state() == DeploymentState.DEGRADED) {
            actions.add(Links.button(translate("try"), "playground?deployment=" + deployment.id()));
        }
        if (!deployment.shared() && Visit.current().builds()) {
            switch (deployment.state()) {
                case STOPPED, FAILED -> actions.add(button("start", "deployment-start", this::start));
                case WAITING_FOR_CHIPS, LOADING, READY, DEGRADED ->
                    actions.add(button("stop", "deployment-stop", this::stop));
                case STOPPING -> {}
            }
            var delete = Buttons.danger(translate("delete"), click -> delete());
            delete.setId("deployment-delete");
            actions.add(delete);
        }
        return actions.toArray(Component[]::new);
    }

    private static Component button(String key, String id, Runnable does) {
        var button = Buttons.plain(translate(key), click -> does.run());
        button.setId(id);
        return button;
    }

    private void start() {
        make(() -> platform.deployments().start(deployment.id()));
    }

    private void stop() {
        new Confirm(
                        translate("deployment.stop.title", deployment.name()),
                        translate("deployment.stop.text"),
                        translate("stop"),
                        () -> make(() -> platform.deployments().stop(deployment.id())))
                .open();
    }

    private void make(Supplier<DeploymentView> call) {
        calls.make(call, changed, Notices::failed);
    }

    private void delete() {
        new Confirm(
                        translate("deployment.delete.title", deployment.name()),
                        translate("deployment.delete.text"),
                        translate("delete"),
                        () -> calls.make(
                                () -> {
                                    platform.deployments().delete(deployment.id());
                                    return deployment.name();
                                },
                                name -> {
                                    Notices.done(translate("deployment.delete.done", name));
                                    UI.getCurrent().navigate("deployments");
                                },
                                Notices::failed))
                .typing(deployment.name())
                .open();
    }
}
