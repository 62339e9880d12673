package dev.aquifer.console.part;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;

/// Copies a text to the clipboard in the browser, and says that it did.
public class CopyButton extends Button {
    /// @param what it copies, for its label: `Copy` alone would not tell
    public CopyButton(String text, String what) {
        super(what, Icons.of(VaadinIcon.COPY_O));
        addThemeVariants(ButtonVariant.SMALL);
        copies(text);
        getElement().setProperty("copied", getTranslation("copied"));
        getElement()
                .executeJs("this.addEventListener('click', () => window.aquifer.copy(this, this.text, this.copied))");
    }

    public final void copies(String text) {
        getElement().setProperty("text", text);
    }
}
