package dev.aquifer.console.part;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;

/// What every page is: a column of cards under one heading, with a title for the browser's tab.
public abstract class Page extends Div implements HasDynamicTitle {
    private final Div head = new Div();
    private String title;

    /// @param titleKey key of the heading and of the tab's title
    protected Page(String titleKey) {
        addClassName("aq-page");
        head.addClassName("aq-header");
        title = getTranslation(titleKey);
        add(head);
    }

    /// Sets the heading; again replaces it. The first action is the page's main one.
    protected final void heading(String text, String below, Component... actions) {
        title = text;
        var words = new Div(new H1(text));
        if (!below.isEmpty()) {
            words.add(new Paragraph(below));
        }
        head.removeAll();
        head.add(words);
        if (actions.length > 0) {
            var row = new Div(actions);
            row.addClassName("aq-actions");
            head.add(row);
        }
    }

    @Override
    public String getPageTitle() {
        return title + " · Aquifer";
    }
}
