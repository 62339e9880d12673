package dev.aquifer.console.keys;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.checkbox.CheckboxGroupVariant;
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
import dev.aquifer.platform.api.key.KeyScope;
import java.util.List;
import java.util.Set;

/// Makes a key and shows its secret this once. After closing, nobody can read it again. What the key may be used for
/// is chosen among what its maker may give, the least to begin with.
class NewKeyDialog extends Dialog {
    private static final int USUAL_DAYS = 180;

    private final Calls calls;
    private final Platform platform;
    private final Runnable made;
    private final Fields fields = new Fields();
    private final TextField name = fields.with("name", new TextField(getTranslation("keys.name")));
    private final IntegerField days = fields.with("expiresInDays", new IntegerField(getTranslation("keys.days")));
    private final CheckboxGroup<KeyScope> scopes;
    private final Button create;

    /// @param may what the person may give, least first; not empty
    NewKeyDialog(Calls calls, Platform platform, List<KeyScope> may, Runnable made) {
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
        scopes = scopes(may);
        create = Buttons.primary(getTranslation("keys.create"), click -> create());
        create.setId("key-create");
        create.addClickShortcut(Key.ENTER).listenOn(this);
        add(fields);
        getFooter().add(Buttons.quiet(getTranslation("cancel"), click -> close()), create);
    }

    private CheckboxGroup<KeyScope> scopes(List<KeyScope> may) {
        var group = fields.with("scopes", new CheckboxGroup<KeyScope>());
        group.setId("key-scopes");
        group.setLabel(getTranslation("keys.scopes"));
        group.setHelperText(getTranslation("keys.scopes.help"));
        group.addThemeVariants(CheckboxGroupVariant.LUMO_VERTICAL);
        group.setItems(may);
        group.setItemLabelGenerator(scope -> getTranslation("keys.scope." + scope.name()));
        group.setItemHelperGenerator(scope -> getTranslation("keys.scope.help." + scope.name()));
        group.setValue(Set.of(may.getFirst()));
        group.setRequiredIndicatorVisible(true);
        return group;
    }

    private void create() {
        fields.clear();
        if (scopes.getValue().isEmpty()) {
            fields.wrong("scopes", "keys.scopes.none");
            return;
        }
        var lifetime = days.getValue();
        var request = new CreateKey(name.getValue().strip(), lifetime == null ? 0 : lifetime, scopes.getValue());
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
