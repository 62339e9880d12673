package dev.aquifer.console.part;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;

/// A word in a frame.
public class Badge extends Span {
    public Badge(String text) {
        super(text);
        addClassName("aq-badge");
    }

    /// For every figure that comes from chips that are not there.
    public static Badge simulated() {
        var badge = new Badge(I18NProvider.translate("simulated"));
        badge.addClassName("aq-simulated");
        badge.getElement().setAttribute("title", I18NProvider.translate("simulated.why"));
        return badge;
    }

    /// For the starter model, whose answers are mostly wrong.
    public static Badge demonstration() {
        var badge = new Badge(I18NProvider.translate("demonstration"));
        badge.getElement().setAttribute("title", I18NProvider.translate("demonstration.why"));
        return badge;
    }
}
