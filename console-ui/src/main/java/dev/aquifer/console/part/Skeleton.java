package dev.aquifer.console.part;

import com.vaadin.flow.component.html.Div;

/// Grey lines in the place of what is being fetched; the style sheet shows them only after 300 ms.
public class Skeleton extends Div {
    public Skeleton(int lines) {
        addClassName("aq-skeleton");
        getElement().setAttribute("role", "status");
        getElement().setAttribute("aria-label", getTranslation("loading"));
        for (var line = 0; line < lines; line++) {
            add(new Div());
        }
    }
}
