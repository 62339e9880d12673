package dev.aquifer.console.part;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.icon.VaadinIcon;

/// Links to other pages of the console.
public final class Links {
    private Links() {}

    public static Anchor to(String path, String text) {
        var link = new Anchor(path, text);
        link.addClassName("aq-link");
        return link;
    }

    /// A link that looks like a button: it can be opened in a new tab, as a button cannot.
    public static Anchor button(String text, String path) {
        var link = new Anchor(path, text);
        link.addClassName("aq-button");
        return link;
    }

    public static Anchor primary(String text, String path, VaadinIcon icon) {
        var link = button("", path);
        link.addClassName("aq-primary");
        link.add(Icons.of(icon));
        link.add(text);
        return link;
    }
}
