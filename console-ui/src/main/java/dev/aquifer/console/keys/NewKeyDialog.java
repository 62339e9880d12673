package dev.aquifer.console.keys;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.client.Problem;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.CopyButton;
import dev.aquifer.console.part.Fields;
import dev.aquifer.console.part.Text;
import dev.aquifer.platform.api.key.CreateKey;
import dev.aquifer.platform.api.key.CreatedKey;

/// Makes a key and shows its secret this once. After closing, nobody can read it again.
class NewKeyDialog extends Dialog {
    private static final int USUAL_DAYS = 180;

    private final Calls calls;
    private final Platform platform;
    private final Runnable made;
    private final Fields fields = new Fields();
    private final TextField name = fields.with("name", new TextField(getTranslation("keys.name")));
    private final IntegerField days = fields.with("expiresInDays", new IntegerField(getTranslation("keys.days")));
    private final Button create;

    NewKeyDialog(Calls calls, Platform platform, Runnable made) {
        this.calls = calls;
        this.platform = platform;
        this.made = made;
        setHeaderTitle(getTranslation("keys.new"));
        setWidth("30rem");
        setMaxWidth("100%");
        name.setId("key-name");
        name.setRequired(true);
        name.setMaxLength(60);
        name.setHelperText(getTranslation("keys.name.help"));
        name.setAutofocus(true);
        days.setId("key-days");
        days.setValue(USUAL_DAYS);
        days.setMin(1);
        days.setMax(365);
        days.setStepButtonsVisible(true);
        create = Buttons.primary(getTranslation("keys.create"), click -> create());
        create.setId("key-create");
        create.addClickShortcut(Key.ENTER).listenOn(this);
        add(fields);
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), create);
    }

    private void create() {
        fields.clear();
        var lifetime = days.getValue();
        var request = new CreateKey(name.getValue().strip(), lifetime == null ? 0 : lifetime, null);
        create.setEnabled(false);
        calls.make(() -> platform.keys().create(request), this::show, this::refused);
    }

    private void refused(Problem problem) {
        create.setEnabled(true);
        fields.show(problem);
    }

    private void show(CreatedKey created) {
        setHeaderTitle(getTranslation("keys.made", created.key().name()));
        setCloseOnEsc(false);
        setCloseOnOutsideClick(false);
        var secret = Text.code(created.secret());
        secret.setId("key-secret");
        var copy = new CopyButton(created.secret(), getTranslation("copy"));
        copy.setId("key-copy");
        var row = new Div(secret, copy);
        row.addClassName("aq-secret");
        var done = Buttons.primary(getTranslation("keys.done"), click -> close());
        done.setId("key-done");
        removeAll();
        getFooter().removeAll();
        add(new Paragraph(getTranslation("keys.once")), row);
        getFooter().add(done);
        addOpenedChangeListener(change -> {
            if (!change.isOpened()) {
                removeAll();
            }
        });
        made.run();
    }
}
