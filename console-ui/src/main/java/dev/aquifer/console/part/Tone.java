package dev.aquifer.console.part;

import com.vaadin.flow.component.icon.VaadinIcon;

/// How a state is meant: its colour and its icon.
public enum Tone {
    GOOD("aq-good", VaadinIcon.CHECK_CIRCLE),
    BUSY("aq-busy", VaadinIcon.HOURGLASS),
    WARN("aq-warn", VaadinIcon.WARNING),
    BAD("aq-bad", VaadinIcon.CLOSE_CIRCLE),
    OFF("aq-off", VaadinIcon.CIRCLE_THIN),
    /// Over, and well so.
    PAST("aq-off", VaadinIcon.CHECK_CIRCLE_O);

    final String style;
    final VaadinIcon icon;

    Tone(String style, VaadinIcon icon) {
        this.style = style;
        this.icon = icon;
    }
}
