package dev.aquifer.console.part;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.aquifer.console.format.Formats.Figure;

/// One figure: a small label above, the figure large, a note below.
public class Fact extends Section {
    public Fact(String label, Figure figure, String note) {
        addClassNames("aq-card", "aq-fact");
        var name = new H2(label);
        name.addClassName("aq-label");
        var value = new Div(new Span(figure.value()));
        if (!figure.unit().isEmpty()) {
            var unit = new Span(figure.unit());
            unit.addClassName("aq-unit");
            value.add(unit);
        }
        value.addClassName("aq-value");
        var below = new Div(note);
        below.addClassName("aq-note");
        add(name, value, below);
    }

    /// Facts side by side.
    public static Div row(Fact... facts) {
        var row = new Div(facts);
        row.addClassName("aq-facts");
        return row;
    }
}
