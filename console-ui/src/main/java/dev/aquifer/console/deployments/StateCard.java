package dev.aquifer.console.deployments;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Text;
import dev.aquifer.platform.api.deployment.DeploymentStep;
import dev.aquifer.platform.api.deployment.DeploymentView;
import java.time.Duration;

/// The present state, and each state since the last start with how long it took.
class StateCard extends Card {
    private final Formats formats = Formats.current();

    StateCard(DeploymentView deployment) {
        super();
        var state = DeploymentTable.status(deployment.state());
        state.setId("deployment-state");
        state.addClassName("aq-bigstate");
        var head = new Div(state, Text.note(getTranslation("since", formats.time(deployment.since()))));
        head.addClassName("aq-row");
        head.getElement().setAttribute("role", "status");
        add(head);
        var reason = deployment.reason();
        if (reason != null) {
            var words = new Paragraph(reason);
            words.addClassName("aq-reason");
            words.setId("deployment-reason");
            add(words);
        }
        var list = new OrderedList();
        list.addClassName("aq-timeline");
        deployment.steps().forEach(step -> list.add(item(step)));
        add(list);
    }

    private ListItem item(DeploymentStep step) {
        var until = step.until();
        var took = until == null
                ? getTranslation("deployment.since", formats.clock(step.from()))
                : formats.duration(Duration.between(step.from(), until));
        var item = new ListItem(
                until == null ? DeploymentTable.status(step.state()) : DeploymentTable.past(step.state()),
                Text.note(took));
        var reason = step.reason();
        if (reason != null && until != null) {
            item.add(Text.note(reason));
        }
        return item;
    }
}
