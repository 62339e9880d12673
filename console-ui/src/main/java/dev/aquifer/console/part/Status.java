package dev.aquifer.console.part;

import com.vaadin.flow.component.html.Span;

/// A state as icon and word.
public class Status extends Span {
    public Status(String text, Tone tone) {
        addClassName("aq-status");
        show(text, tone);
    }

    public final void show(String text, Tone tone) {
        for (var each : Tone.values()) {
            removeClassName(each.style);
        }
        addClassName(tone.style);
        removeAll();
        add(Icons.of(tone.icon), new Span(text));
    }
}
