package dev.aquifer.console.deployments;

import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Notices;
import java.util.UUID;

/// The end of the engine's own log, fetched when asked for.
class DeploymentLog extends Card {
    private final Pre text = new Pre();

    DeploymentLog(Calls calls, Platform platform, UUID deployment) {
        this(calls, platform, deployment, I18NProvider.translate("deployment.log"));
    }

    private DeploymentLog(Calls calls, Platform platform, UUID deployment, String title) {
        super(title);
        text.setId("deployment-log");
        text.addClassNames("aq-code", "aq-log");
        text.getElement().setAttribute("tabindex", "0");
        text.getElement().setAttribute("role", "region");
        text.getElement().setAttribute("aria-label", title);
        text.setVisible(false);
        var fetch = Buttons.quiet(
                getTranslation("deployment.log.show"),
                click -> calls.make(() -> platform.deployments().log(deployment), this::show, Notices::failed));
        fetch.setId("deployment-log-show");
        beside(fetch);
        add(text);
    }

    private void show(String log) {
        text.setText(log.isBlank() ? getTranslation("deployment.log.none") : log);
        text.setVisible(true);
        text.getElement().executeJs("this.scrollTop = this.scrollHeight");
    }
}
