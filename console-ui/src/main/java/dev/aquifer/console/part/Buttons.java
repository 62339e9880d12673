package dev.aquifer.console.part;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;

/// Buttons by what they mean.
public final class Buttons {
    private Buttons() {}

    public static Button plain(String text, ComponentEventListener<ClickEvent<Button>> does) {
        return new Button(text, does);
    }

    public static Button primary(String text, ComponentEventListener<ClickEvent<Button>> does) {
        var button = new Button(text, does);
        button.addThemeVariants(ButtonVariant.PRIMARY);
        return button;
    }

    public static Button quiet(String text, ComponentEventListener<ClickEvent<Button>> does) {
        var button = new Button(text, does);
        button.addThemeVariants(ButtonVariant.TERTIARY);
        return button;
    }

    /// For what cannot be undone.
    public static Button danger(String text, ComponentEventListener<ClickEvent<Button>> does) {
        var button = new Button(text, does);
        button.addThemeVariants(ButtonVariant.ERROR);
        return button;
    }
}
