package dev.aquifer.console.part;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;

/// Says what would stand here, and offers the way to it.
public class EmptyState extends Div {
    public EmptyState(String text, Component... ways) {
        addClassName("aq-empty");
        add(new Paragraph(text));
        add(ways);
    }
}
