package dev.aquifer.console.part;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;

/// A surface with a small heading, its note and action beside it.
public class Card extends Section {
    private final Div head = new Div();

    public Card(Component... body) {
        addClassName("aq-card");
        add(body);
    }

    public Card(String title, Component... body) {
        addClassName("aq-card");
        head.addClassName("aq-cardhead");
        head.add(new H2(title));
        add(head);
        add(body);
    }

    /// Puts something at the heading's right.
    public Card beside(Component... actions) {
        head.add(actions);
        return this;
    }
}
