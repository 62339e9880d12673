package dev.aquifer.console.part;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.aquifer.console.client.Problem;

/// Says what failed and what to do, in the place where the answer would stand.
public class ErrorState extends Div {
    public ErrorState(Problem problem, Runnable again) {
        addClassName("aq-error");
        getElement().setAttribute("role", "status");
        add(new Status(problem.title(), problem.isUnreachable() ? Tone.WARN : Tone.BAD));
        var detail = problem.detail();
        if (detail != null) {
            add(new Paragraph(detail));
        }
        if (problem.isUnreachable()) {
            add(new Paragraph(getTranslation("problem.unreachable.hint")));
        }
        add(Buttons.plain(getTranslation("again"), click -> again.run()));
    }
}
