package dev.aquifer.console.part;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;

/// Names with their values, one pair per line.
public class Pairs extends DescriptionList {
    public Pairs() {
        addClassName("aq-pairs");
    }

    public Pairs with(String name, Component value) {
        add(new Term(name), new Description(value));
        return this;
    }

    public Pairs with(String name, String value) {
        return with(name, new Span(value));
    }
}
