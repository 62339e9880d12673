package dev.aquifer.console.part;

import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;

/// Icons that only decorate: the word stands beside them, so screen readers pass over them.
public final class Icons {
    private Icons() {}

    public static Icon of(VaadinIcon which) {
        var icon = which.create();
        icon.getElement().setAttribute("aria-hidden", "true");
        return icon;
    }
}
