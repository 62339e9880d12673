package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.SaveApplication;
import dev.aquifer.console.client.Problem;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Fields;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a company says of itself in an application.
class ApplicationForm extends Card {
    private final Fields fields = new Fields();
    private final TextField company = fields.with("company", new TextField(getTranslation("apply.company")));
    private final TextField creditCode = fields.with("creditCode", new TextField(getTranslation("apply.creditCode")));
    private final TextArea purpose = fields.with("purpose", new TextArea(getTranslation("apply.purpose")));
    private final TextField modelFiling =
            fields.with("modelFiling", new TextField(getTranslation("apply.modelFiling")));
    private final TextField contact = fields.with("contact", new TextField(getTranslation("apply.contact")));

    /// @param save null where nothing may be changed
    ApplicationForm(UUID programme, @Nullable ApplicationView application, @Nullable Consumer<SaveApplication> save) {
        super(I18NProvider.translate("apply.form"));
        company.setId("apply-company");
        company.setMaxLength(200);
        creditCode.setId("apply-credit-code");
        creditCode.setMaxLength(18);
        creditCode.setHelperText(getTranslation("apply.creditCode.help"));
        purpose.setId("apply-purpose");
        purpose.setMaxLength(2000);
        purpose.setMinRows(3);
        modelFiling.setId("apply-model-filing");
        modelFiling.setMaxLength(100);
        modelFiling.setHelperText(getTranslation("apply.modelFiling.help"));
        contact.setId("apply-contact");
        contact.setMaxLength(200);
        if (application != null) {
            company.setValue(application.company());
            creditCode.setValue(orEmpty(application.creditCode()));
            purpose.setValue(application.purpose());
            modelFiling.setValue(orEmpty(application.modelFiling()));
            contact.setValue(application.contact());
        }
        company.setReadOnly(save == null);
        creditCode.setReadOnly(save == null);
        purpose.setReadOnly(save == null);
        modelFiling.setReadOnly(save == null);
        contact.setReadOnly(save == null);
        if (save != null) {
            var button = Buttons.primary(getTranslation("apply.save"), click -> {
                fields.clear();
                save.accept(new SaveApplication(
                        programme,
                        company.getValue().strip(),
                        purpose.getValue().strip(),
                        contact.getValue().strip(),
                        orNull(creditCode.getValue()),
                        orNull(modelFiling.getValue())));
            });
            button.setId("apply-save");
            fields.add(button);
        }
        add(fields);
    }

    void show(Problem problem) {
        fields.show(problem);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
