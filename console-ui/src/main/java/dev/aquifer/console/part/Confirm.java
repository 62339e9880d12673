package dev.aquifer.console.part;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;

/// Asks before something that cannot be undone: says what will happen, and does it only when told again.
public class Confirm extends Dialog {
    private final Button yes;

    public Confirm(String title, String text, String action, Runnable does) {
        setHeaderTitle(title);
        setRole("alertdialog");
        setWidth("28rem");
        setMaxWidth("100%");
        add(new Paragraph(text));
        yes = Buttons.primary(action, click -> {
            close();
            does.run();
        });
        yes.setId("confirm-yes");
        yes.addThemeVariants(ButtonVariant.ERROR);
        var no = Buttons.quiet(getTranslation("cancel"), click -> close());
        no.setId("confirm-no");
        getFooter().add(no, yes);
    }

    /// Unlocks the action only once the name has been typed.
    public Confirm typing(String name) {
        var field = new TextField(getTranslation("confirm.type", name));
        field.setId("confirm-name");
        field.setWidthFull();
        field.setValueChangeMode(ValueChangeMode.EAGER);
        field.addValueChangeListener(
                change -> yes.setEnabled(change.getValue().strip().equals(name)));
        yes.setEnabled(false);
        add(field);
        return this;
    }
}
