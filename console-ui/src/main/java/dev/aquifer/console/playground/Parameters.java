package dev.aquifer.console.playground;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;

/// How the answer is to be made. What is out of bounds falls back to the usual value.
class Parameters extends Details {
    private static final double USUAL_TEMPERATURE = 0.7;
    private static final int USUAL_MAX_TOKENS = 128;

    private final NumberField temperature = new NumberField(getTranslation("play.temperature"));
    private final IntegerField maxTokens = new IntegerField(getTranslation("play.maxTokens"));
    private final TextArea system = new TextArea(getTranslation("play.system"));

    Parameters(Runnable changed) {
        setSummaryText(getTranslation("play.parameters"));
        temperature.setId("chat-temperature");
        temperature.setMin(0);
        temperature.setMax(2);
        temperature.setStep(0.1);
        temperature.setStepButtonsVisible(true);
        temperature.setValue(USUAL_TEMPERATURE);
        maxTokens.setId("chat-max-tokens");
        maxTokens.setMin(1);
        maxTokens.setMax(32_768);
        maxTokens.setStepButtonsVisible(true);
        maxTokens.setValue(USUAL_MAX_TOKENS);
        system.setId("chat-system");
        system.setWidthFull();
        system.setMaxRows(4);
        system.setValueChangeMode(ValueChangeMode.ON_BLUR);
        temperature.addValueChangeListener(change -> changed.run());
        maxTokens.addValueChangeListener(change -> changed.run());
        system.addValueChangeListener(change -> changed.run());
        var row = new Div(temperature, maxTokens);
        row.addClassName("aq-row");
        add(row, system);
    }

    double temperature() {
        var value = temperature.getValue();
        return value == null || value < 0 || value > 2 ? USUAL_TEMPERATURE : value;
    }

    int maxTokens() {
        var value = maxTokens.getValue();
        return value == null || value < 1 ? USUAL_MAX_TOKENS : value;
    }

    String system() {
        return system.getValue().strip();
    }
}
