package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.console.part.Icons;
import java.util.List;

/// An application's way in five steps: drafted, handed in, read, decided, granted.
class FiveSteps extends OrderedList {
    private static final List<String> STEPS = List.of("draft", "submitted", "review", "decision", "grant");

    FiveSteps(ApplicationState state) {
        addClassName("aq-fivesteps");
        int now = reached(state);
        boolean lost = state == ApplicationState.REFUSED || state == ApplicationState.WITHDRAWN;
        for (int i = 0; i < STEPS.size(); i++) {
            var step = new ListItem(
                    Icons.of(icon(i, now, lost)), new Span(getTranslation("application.step." + STEPS.get(i))));
            if (i < now) {
                step.addClassName("done");
            }
            if (i == now) {
                step.addClassName(lost ? "lost" : "next");
                step.getElement().setAttribute("aria-current", "step");
            }
            add(step);
        }
    }

    private static VaadinIcon icon(int step, int now, boolean lost) {
        if (step < now) {
            return VaadinIcon.CHECK_CIRCLE;
        }
        if (step > now) {
            return VaadinIcon.CIRCLE_THIN;
        }
        return lost ? VaadinIcon.CLOSE_CIRCLE : VaadinIcon.DOT_CIRCLE;
    }

    /// The step at which it is; all five are done once it is granted.
    private static int reached(ApplicationState state) {
        return switch (state) {
            case DRAFT, WITHDRAWN -> 0;
            case SUBMITTED -> 1;
            case UNDER_REVIEW, EVIDENCE_ASKED -> 2;
            case REFUSED -> 3;
            case APPROVED -> STEPS.size();
        };
    }
}
