package dev.aquifer.console.part;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.console.client.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/// The fields of a form by the names that the server knows them by: what it finds wrong lands on the field, the rest
/// stands above the form.
public final class Fields extends Div {
    private final Map<String, HasValidation> fields = new LinkedHashMap<>();
    private final Div trouble = new Div();

    public Fields() {
        addClassName("aq-form");
        trouble.addClassName("aq-trouble");
        trouble.getElement().setAttribute("role", "alert");
        trouble.setVisible(false);
        add(trouble);
    }

    public <F extends Component & HasValidation> F with(String name, F field) {
        fields.put(name, field);
        add(field);
        return field;
    }

    public void clear() {
        trouble.setVisible(false);
        fields.values().forEach(field -> field.setInvalid(false));
    }

    public void show(Problem problem) {
        clear();
        var elsewhere = new StringBuilder();
        for (var violation : problem.violations()) {
            var field = fields.get(violation.name());
            if (field == null) {
                elsewhere.append(violation.message()).append(' ');
            } else {
                field.setErrorMessage(violation.message());
                field.setInvalid(true);
            }
        }
        if (problem.violations().isEmpty() || !elsewhere.isEmpty()) {
            trouble.setText(
                    problem.violations().isEmpty()
                            ? problem.message()
                            : elsewhere.toString().strip());
            trouble.setVisible(true);
        }
    }

    /// Puts an own word on a field, for what need not be asked of the server.
    public void wrong(String name, String key) {
        var field = fields.get(name);
        if (field != null) {
            field.setErrorMessage(I18NProvider.translate(key));
            field.setInvalid(true);
        }
    }
}
