package dev.aquifer.console.subsidies;

import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Tone;

/// How the states of an application look.
public final class ApplicationStates {
    private ApplicationStates() {}

    public static Status status(ApplicationState state) {
        var tone = switch (state) {
            case DRAFT -> Tone.OFF;
            case SUBMITTED -> Tone.BUSY;
            case APPROVED -> Tone.GOOD;
            case REFUSED -> Tone.BAD;
            case WITHDRAWN -> Tone.OFF;
        };
        return new Status(I18NProvider.translate("application." + state), tone);
    }
}
