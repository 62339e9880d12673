package dev.aquifer.console.part;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;

/// Small pieces of set text.
public final class Text {
    private Text() {}

    public static Span note(String text) {
        var note = new Span(text);
        note.addClassName("aq-note");
        return note;
    }

    public static Paragraph paragraph(String text) {
        return new Paragraph(text);
    }

    /// A name with a grey second line below it.
    public static Div twoLines(Component first, String second) {
        var cell = new Div(first, note(second));
        cell.addClassName("aq-cell2");
        return cell;
    }

    public static Div twoLines(String first, String second) {
        var name = new Span(first);
        name.addClassName("aq-strong");
        return twoLines(name, second);
    }

    /// Names, ids and file names in a fixed width.
    public static Span code(String text) {
        var code = new Span(text);
        code.addClassName("aq-mono");
        return code;
    }

    /// Text whose exact form shows on hovering.
    public static Span exact(String text, String exact) {
        var span = new Span(text);
        span.getElement().setAttribute("title", exact);
        return span;
    }
}
