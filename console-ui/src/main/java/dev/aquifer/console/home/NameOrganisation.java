package dev.aquifer.console.home;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.client.Problem;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Fields;
import dev.aquifer.platform.api.organisation.CreateOrganisation;
import org.jspecify.annotations.Nullable;

/// The form in which a new person names their organisation. The short name follows the name until it is changed by
/// hand.
class NameOrganisation extends Card {
    private final Fields fields = new Fields();
    private final TextField name = fields.with("name", new TextField(getTranslation("org.name")));
    private final TextField slug = fields.with("slug", new TextField(getTranslation("org.slug")));
    private final TextField creditCode = fields.with("creditCode", new TextField(getTranslation("org.creditCode")));
    private final Button create;
    private final Calls calls;
    private final Platform platform;
    private boolean slugByHand;

    NameOrganisation(Calls calls, Platform platform, String email) {
        this.calls = calls;
        this.platform = platform;
        addClassName("aq-narrow");
        name.setId("org-name");
        name.setRequired(true);
        name.setMaxLength(100);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.setAutofocus(true);
        slug.setId("org-slug");
        slug.setRequired(true);
        slug.setMaxLength(40);
        slug.setHelperText(getTranslation("org.slug.help"));
        creditCode.setId("org-credit-code");
        creditCode.setHelperText(getTranslation("org.creditCode.help"));
        create = Buttons.primary(getTranslation("org.create"), click -> create());
        create.setId("org-create");
        create.addClickShortcut(Key.ENTER);
        name.addValueChangeListener(change -> {
            if (!slugByHand) {
                slug.setValue(Slugs.of(change.getValue()));
            }
        });
        slug.addValueChangeListener(change -> slugByHand |= change.isFromClient());
        name.setValue(Slugs.nameOf(email));
        fields.add(create);
        add(fields);
    }

    private void create() {
        fields.clear();
        var request =
                new CreateOrganisation(name.getValue().strip(), slug.getValue().strip(), orNull(creditCode.getValue()));
        create.setEnabled(false);
        calls.make(
                () -> platform.organisations().create(request),
                created -> UI.getCurrent().getPage().setLocation("/"),
                this::refused);
    }

    private void refused(Problem problem) {
        create.setEnabled(true);
        if (problem.slug().equals("conflict")) {
            fields.clear();
            fields.wrong("slug", "org.slug.taken");
        } else {
            fields.show(problem);
        }
    }

    private static @Nullable String orNull(String value) {
        return value.isBlank() ? null : value.strip();
    }
}
