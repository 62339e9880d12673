package dev.aquifer.console.part;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.aquifer.console.client.Problem;

/// What went wrong, as text in its place; nothing to press.
public class ErrorText extends Div {
    public ErrorText(Problem problem) {
        addClassName("aq-error");
        getElement().setAttribute("role", "alert");
        add(new Status(problem.title(), Tone.BAD));
        var detail = problem.detail();
        if (detail != null) {
            add(new Paragraph(detail));
        }
        problem.violations().forEach(violation -> add(new Paragraph(violation.message())));
    }
}
