package dev.aquifer.console.deployments;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.client.Problem;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Fields;
import dev.aquifer.console.part.Text;
import dev.aquifer.platform.api.deployment.CreateDeployment;
import dev.aquifer.platform.api.model.ModelView;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Name and number of replicas, what it will cost per hour, and the button that deploys.
class DeployForm extends Div {
    private final Calls calls;
    private final Platform platform;
    private final Fields fields = new Fields();
    private final TextField name = fields.with("name", new TextField(getTranslation("deploy.name")));
    private final IntegerField replicas = fields.with("replicas", new IntegerField(getTranslation("deploy.replicas")));
    private final Span summary = Text.note("");
    private final Button deploy;
    private @Nullable ModelView model;
    private @Nullable Offer offer;

    DeployForm(Calls calls, Platform platform) {
        this.calls = calls;
        this.platform = platform;
        addClassName("aq-narrow");
        name.setId("deploy-name");
        name.setRequired(true);
        name.setMaxLength(40);
        name.setHelperText(getTranslation("deploy.name.help"));
        name.getElement().setAttribute("data-keep", "deploy-name");
        replicas.setId("deploy-replicas");
        replicas.setValue(1);
        replicas.setMin(1);
        replicas.setMax(8);
        replicas.setStepButtonsVisible(true);
        replicas.setHelperText(getTranslation("deploy.replicas.help"));
        replicas.addValueChangeListener(change -> summarise());
        summary.setId("deploy-summary");
        summary.getElement().setAttribute("aria-live", "polite");
        deploy = Buttons.primary(getTranslation("deploy.do"), click -> deploy());
        deploy.setId("deploy-create");
        deploy.setEnabled(false);
        deploy.addClickShortcut(Key.ENTER).listenOn(this);
        fields.add(summary, deploy);
        add(fields);
    }

    void choose(ModelView chosen) {
        model = chosen;
        offer = null;
        deploy.setEnabled(false);
        if (name.isEmpty()) {
            name.setValue("my-" + chosen.slug().toLowerCase(Locale.ROOT).replaceAll("-\\d.*$", ""));
        }
        summarise();
    }

    void choose(Offer chosen) {
        offer = chosen;
        deploy.setEnabled(true);
        summarise();
    }

    private void summarise() {
        var chosen = offer;
        if (chosen == null) {
            summary.setText(getTranslation("deploy.chooseChips"));
            return;
        }
        var price = chosen.price();
        var payable = price == null ? null : price.payable();
        var formats = Formats.current();
        summary.setText(
                payable == null
                        ? getTranslation(
                                "deploy.summary.noPrice",
                                count(),
                                formats.chip(chosen.pool().chipName()))
                        : getTranslation(
                                "deploy.summary",
                                count(),
                                formats.chip(chosen.pool().chipName()),
                                formats.price(payable)));
    }

    private int count() {
        var value = replicas.getValue();
        return value == null ? 1 : value;
    }

    private void deploy() {
        var what = model;
        var where = offer;
        if (what == null || where == null) {
            return;
        }
        fields.clear();
        deploy.setEnabled(false);
        var request = new CreateDeployment(
                name.getValue().strip(), what.id(), where.pool().id(), count());
        calls.make(
                () -> platform.deployments().create(request),
                created -> UI.getCurrent().navigate("deployments/" + created.id()),
                this::refused);
    }

    private void refused(Problem problem) {
        deploy.setEnabled(true);
        if (problem.slug().equals("conflict") && problem.violations().isEmpty() && problem.detail() == null) {
            fields.wrong("name", "deploy.name.taken");
        } else {
            fields.show(problem);
        }
    }
}
